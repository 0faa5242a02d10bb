-- AlterTable
ALTER TABLE "AuditEvent" ALTER COLUMN "at" SET DEFAULT transaction_timestamp();

-- AlterTable
ALTER TABLE "Checkpoint" ALTER COLUMN "createdAt" SET DEFAULT transaction_timestamp();

-- AlterTable
ALTER TABLE "Epoch" ALTER COLUMN "recordedAt" SET DEFAULT transaction_timestamp();

-- AlterTable
ALTER TABLE "Run" ALTER COLUMN "createdAt" SET DEFAULT transaction_timestamp();

-- AlterTable
ALTER TABLE "RunLog" ALTER COLUMN "at" SET DEFAULT transaction_timestamp();

-- AlterTable
ALTER TABLE "Snapshot" ALTER COLUMN "createdAt" SET DEFAULT transaction_timestamp();
