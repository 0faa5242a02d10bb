-- AlterTable
ALTER TABLE "Epoch" ALTER COLUMN "runningLoss" DROP NOT NULL;

-- AlterTable
ALTER TABLE "Run" ADD COLUMN     "splits" "Split"[] DEFAULT ARRAY['TRAIN', 'TEST']::"Split"[];
