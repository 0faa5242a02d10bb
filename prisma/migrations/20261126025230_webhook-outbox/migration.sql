-- AlterTable
ALTER TABLE "WebhookDelivery" DROP CONSTRAINT "WebhookDelivery_pkey",
ADD COLUMN     "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT transaction_timestamp(),
ADD COLUMN     "facts" JSONB NOT NULL,
ADD COLUMN     "giveUpAt" TIMESTAMPTZ(3) NOT NULL DEFAULT (transaction_timestamp() + '24:00:00'::interval),
ADD COLUMN     "id" TEXT NOT NULL,
ADD COLUMN     "kind" TEXT NOT NULL,
ADD COLUMN     "lastTryAt" TIMESTAMPTZ(3),
ADD COLUMN     "status" INTEGER,
ALTER COLUMN "eventId" DROP NOT NULL,
ALTER COLUMN "nextTryAt" SET DEFAULT transaction_timestamp(),
ADD CONSTRAINT "WebhookDelivery_pkey" PRIMARY KEY ("id");

-- AlterTable
ALTER TABLE "WebhookHost" ADD COLUMN     "allowsPrivate" BOOLEAN NOT NULL DEFAULT false;

-- CreateIndex
CREATE INDEX "WebhookDelivery_webhookId_createdAt_id_idx" ON "WebhookDelivery"("webhookId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "WebhookDelivery_webhookId_nextTryAt_idx" ON "WebhookDelivery"("webhookId", "nextTryAt");

-- CreateIndex
CREATE UNIQUE INDEX "WebhookDelivery_webhookId_eventId_key" ON "WebhookDelivery"("webhookId", "eventId");
