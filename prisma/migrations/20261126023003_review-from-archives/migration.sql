-- AlterTable
ALTER TABLE "Comment" ADD COLUMN     "authorName" TEXT,
ADD COLUMN     "fromArchive" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Report" ADD COLUMN     "authorName" TEXT,
ADD COLUMN     "fromArchive" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "ReportVersion" ADD COLUMN     "fromArchive" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Thread" ADD COLUMN     "resolvedElsewhere" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Verdict" ADD COLUMN     "fromArchive" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "reviewerName" TEXT;
