import { CollapsarError } from '../../prisma/errors.ts';
import { newId } from '../../prisma/ids.ts';
import type { RequestContext } from '../access/request-context.ts';
import { write } from '../access/write.ts';
import { lockWebhook } from './change-webhooks.ts';
import type { RedeliverInput, WebhookInput } from './webhook.input.ts';

/** Each gives the id of the delivery; a server sends it within a second. Both throw CollapsarError: NOT_FOUND, PRECONDITION_FAILED. */

/** Tests of one webhook that may wait at a time: more would tell nothing new. */
const MOST_TESTS = 5;

/** Sends a `ping`, to see whether a webhook is heard. */
export async function testWebhook(context: RequestContext, input: WebhookInput): Promise<string> {
  const { id } = await write(context, { action: 'testWebhook', input }, async (tx, audit) => {
    const { id: webhookId, studyId, disabledAt } = await lockWebhook(tx, input.webhookId);
    if (disabledAt) throw switchedOff();
    if ((await tx.webhookDelivery.count({ where: { webhookId, eventId: null, nextTryAt: { not: null } } })) >= MOST_TESTS) throw new CollapsarError('PRECONDITION_FAILED', `${MOST_TESTS} tests of this webhook wait already; see what comes of them first.`);
    const delivery = { id: newId('delivery'), webhookId, kind: 'ping', facts: studyId === null ? {} : { studyId } };
    await tx.webhookDelivery.create({ data: delivery, select: { id: true } });
    audit({ subject: webhookId, after: { delivery: delivery.id } });
    return { id: delivery.id };
  });
  return id;
}

/** Makes a delivery again, under the same id, for another day; also one that was taken. */
export async function redeliver(context: RequestContext, input: RedeliverInput): Promise<string> {
  const { deliveryId } = input;
  await write(context, { action: 'redeliverWebhook', input }, async (tx, audit) => {
    const delivery = deliveryId.includes('\0') ? null : await tx.webhookDelivery.findUnique({ where: { id: deliveryId }, select: { webhookId: true } });
    if (!delivery) throw noDelivery(deliveryId);
    if ((await lockWebhook(tx, delivery.webhookId)).disabledAt) throw switchedOff();
    await tx.$executeRaw`UPDATE "WebhookDelivery" SET "nextTryAt" = now(), "giveUpAt" = now() + interval '24 hours', "deliveredAt" = NULL WHERE id = ${deliveryId}`;
    audit({ subject: delivery.webhookId, after: { delivery: deliveryId } });
    return {};
  });
  return deliveryId;
}

const switchedOff = () => new CollapsarError('PRECONDITION_FAILED', 'The webhook is switched off; switch it on first.', { details: { state: 'DISABLED' } });
const noDelivery = (id: string) => new CollapsarError('NOT_FOUND', `There is no delivery ${id}; take its id from the deliveries of the webhook.`, { details: { type: 'WebhookDelivery', field: 'deliveryId' } });
