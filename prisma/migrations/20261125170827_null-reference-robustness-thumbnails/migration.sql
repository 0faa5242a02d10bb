-- AlterTable
ALTER TABLE "Run" ADD COLUMN     "robustnessImages" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "Thumbnail" (
    "dataset" TEXT NOT NULL,
    "datasetDigest" TEXT NOT NULL,
    "split" "Split" NOT NULL,
    "index" INTEGER NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "data" BYTEA NOT NULL,

    CONSTRAINT "Thumbnail_pkey" PRIMARY KEY ("dataset","datasetDigest","split","index")
);

-- CreateTable
CREATE TABLE "NullReference" (
    "metric" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "classes" INTEGER NOT NULL,
    "features" INTEGER NOT NULL,
    "samples" INTEGER NOT NULL,
    "value" DOUBLE PRECISION,
    "reason" TEXT,
    "checksum" TEXT NOT NULL,
    "computedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "NullReference_pkey" PRIMARY KEY ("metric","version","classes","features","samples")
);
