import type { Prisma } from '../../prisma/client.ts';

/** Gives up all that waits for these webhooks, with the reason. One that is sent this moment may still arrive, and is not tried again. */
export async function giveUpWaiting(tx: Prisma.TransactionClient, webhookIds: readonly string[], reason: string): Promise<void> {
  await tx.webhookDelivery.updateMany({ where: { webhookId: { in: [...webhookIds] }, nextTryAt: { not: null } }, data: { nextTryAt: null, outcome: reason } });
}
