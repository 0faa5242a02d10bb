-- CreateEnum
CREATE TYPE "RunStatus" AS ENUM ('QUEUED', 'RUNNING', 'PAUSED', 'COMPLETED', 'FAILED', 'CANCELLED', 'DIVERGED');

-- CreateEnum
CREATE TYPE "RunSource" AS ENUM ('TRAINED', 'INGESTED');

-- CreateEnum
CREATE TYPE "Loss" AS ENUM ('CROSS_ENTROPY', 'MSE');

-- CreateEnum
CREATE TYPE "Split" AS ENUM ('TRAIN', 'TEST');

-- CreateEnum
CREATE TYPE "SnapshotPartKind" AS ENUM ('COVARIANCE', 'EXAMPLES', 'DISAGREEMENTS');

-- CreateEnum
CREATE TYPE "LogLevel" AS ENUM ('INFO', 'WARN', 'ERROR');

-- CreateTable
CREATE TABLE "Study" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archivedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Study_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Run" (
    "id" TEXT NOT NULL,
    "studyId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "architecture" TEXT NOT NULL,
    "depth" INTEGER NOT NULL,
    "architectureOptions" JSONB NOT NULL DEFAULT '{}',
    "dataset" TEXT NOT NULL,
    "datasetDigest" TEXT,
    "datasetVerified" BOOLEAN,
    "samplesPerClass" INTEGER,
    "testSamplesPerClass" INTEGER,
    "loss" "Loss" NOT NULL,
    "lossReduction" TEXT NOT NULL,
    "optimiser" JSONB NOT NULL,
    "schedule" JSONB NOT NULL,
    "seed" INTEGER NOT NULL,
    "plannedEpochs" INTEGER NOT NULL,
    "measuredEpochs" INTEGER[],
    "layers" TEXT[],
    "terminalPhaseAccuracy" DOUBLE PRECISION NOT NULL DEFAULT 1,
    "status" "RunStatus" NOT NULL DEFAULT 'QUEUED',
    "priority" INTEGER NOT NULL DEFAULT 0,
    "terminalPhaseEpoch" INTEGER,
    "source" "RunSource" NOT NULL DEFAULT 'TRAINED',
    "classes" INTEGER,
    "features" INTEGER,
    "parameters" INTEGER,
    "trainSamples" INTEGER,
    "testSamples" INTEGER,
    "classNames" TEXT[],
    "backend" TEXT,
    "codeVersion" TEXT,
    "host" TEXT,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "heartbeat" TIMESTAMPTZ(3),
    "fruitlessAttempts" INTEGER NOT NULL DEFAULT 0,
    "lastEpoch" INTEGER NOT NULL DEFAULT 0,
    "imagesPerSecond" DOUBLE PRECISION,
    "error" TEXT,
    "warnings" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Epoch" (
    "runId" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL,
    "learningRate" DOUBLE PRECISION NOT NULL,
    "runningLoss" DOUBLE PRECISION NOT NULL,
    "runningError" DOUBLE PRECISION NOT NULL,
    "trainLoss" DOUBLE PRECISION,
    "trainError" DOUBLE PRECISION,
    "testLoss" DOUBLE PRECISION,
    "testError" DOUBLE PRECISION,
    "robustness" DOUBLE PRECISION,
    "imagesPerSecond" DOUBLE PRECISION NOT NULL,
    "durationMs" INTEGER NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Epoch_pkey" PRIMARY KEY ("runId","epoch")
);

-- CreateTable
CREATE TABLE "Snapshot" (
    "id" TEXT NOT NULL,
    "runId" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "split" "Split" NOT NULL,
    "layer" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "classes" INTEGER NOT NULL,
    "features" INTEGER NOT NULL,
    "samples" INTEGER NOT NULL,
    "core" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Snapshot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SnapshotPart" (
    "snapshotId" TEXT NOT NULL,
    "kind" "SnapshotPartKind" NOT NULL,
    "digest" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "data" BYTEA NOT NULL,

    CONSTRAINT "SnapshotPart_pkey" PRIMARY KEY ("snapshotId","kind")
);

-- CreateTable
CREATE TABLE "MetricValue" (
    "digest" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "value" DOUBLE PRECISION,
    "reason" TEXT,
    "warnings" TEXT[],
    "checksum" TEXT NOT NULL,
    "computedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "MetricValue_pkey" PRIMARY KEY ("digest","metric","version")
);

-- CreateTable
CREATE TABLE "Checkpoint" (
    "id" TEXT NOT NULL,
    "runId" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL,
    "digest" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Checkpoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CheckpointPiece" (
    "checkpointId" TEXT NOT NULL,
    "index" INTEGER NOT NULL,
    "data" BYTEA NOT NULL,

    CONSTRAINT "CheckpointPiece_pkey" PRIMARY KEY ("checkpointId","index")
);

-- CreateTable
CREATE TABLE "Event" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "studyId" TEXT,
    "runId" TEXT,
    "epoch" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RunLog" (
    "id" BIGSERIAL NOT NULL,
    "runId" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "level" "LogLevel" NOT NULL,
    "message" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RunLog_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Study_slug_key" ON "Study"("slug");

-- CreateIndex
CREATE INDEX "Run_status_priority_createdAt_idx" ON "Run"("status", "priority", "createdAt");

-- CreateIndex
CREATE INDEX "Run_studyId_createdAt_idx" ON "Run"("studyId", "createdAt");

-- CreateIndex
CREATE INDEX "Snapshot_digest_idx" ON "Snapshot"("digest");

-- CreateIndex
CREATE UNIQUE INDEX "Snapshot_runId_epoch_split_layer_key" ON "Snapshot"("runId", "epoch", "split", "layer");

-- CreateIndex
CREATE UNIQUE INDEX "Checkpoint_runId_epoch_key" ON "Checkpoint"("runId", "epoch");

-- CreateIndex
CREATE INDEX "Event_runId_id_idx" ON "Event"("runId", "id");

-- CreateIndex
CREATE INDEX "RunLog_runId_id_idx" ON "RunLog"("runId", "id");

-- AddForeignKey
ALTER TABLE "Run" ADD CONSTRAINT "Run_studyId_fkey" FOREIGN KEY ("studyId") REFERENCES "Study"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Epoch" ADD CONSTRAINT "Epoch_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Snapshot" ADD CONSTRAINT "Snapshot_runId_epoch_fkey" FOREIGN KEY ("runId", "epoch") REFERENCES "Epoch"("runId", "epoch") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SnapshotPart" ADD CONSTRAINT "SnapshotPart_snapshotId_fkey" FOREIGN KEY ("snapshotId") REFERENCES "Snapshot"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Checkpoint" ADD CONSTRAINT "Checkpoint_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CheckpointPiece" ADD CONSTRAINT "CheckpointPiece_checkpointId_fkey" FOREIGN KEY ("checkpointId") REFERENCES "Checkpoint"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Event" ADD CONSTRAINT "Event_studyId_fkey" FOREIGN KEY ("studyId") REFERENCES "Study"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Event" ADD CONSTRAINT "Event_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RunLog" ADD CONSTRAINT "RunLog_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE CASCADE ON UPDATE CASCADE;
