import type { PrismaClient, WebhookDelivery as DeliveryRow, Webhook as WebhookRow } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { type Connection, toConnection } from '../access/connection.ts';
import { listTag } from '../access/cursor.ts';
import { keysetQuery } from '../access/keyset-query.ts';
import { pageOf } from '../access/page-arguments.ts';
import { hostOf } from './host-name.ts';
import type { Facts } from './message.ts';
import type { WebhookDeliveryArguments } from './webhook.input.ts';
import { type Webhook, type WebhookDelivery, WebhookDeliveryState, type WebhookHost, type WebhookKind } from './webhook.type.ts';

/** The hosts that webhooks may call, by name; at most 100. */
export const listHosts = (record: PrismaClient): Promise<WebhookHost[]> => record.webhookHost.findMany({ orderBy: { host: 'asc' } });

/** Webhooks in the order they were made: at most 200. Of one study and those of all studies, or every one. */
export async function listWebhooks(record: PrismaClient, studyId: string | null): Promise<Webhook[]> {
  if (studyId?.includes('\0')) return [];
  const where = studyId === null ? {} : { OR: [{ studyId }, { studyId: null }] };
  return present(record, await record.webhook.findMany({ where, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] }));
}

/** One webhook that is there. */
export async function webhookById(record: PrismaClient, id: string): Promise<Webhook> {
  const [webhook] = await present(record, [await record.webhook.findUniqueOrThrow({ where: { id } })]);
  return webhook!;
}

async function present(record: PrismaClient, rows: WebhookRow[]): Promise<Webhook[]> {
  const hosts = new Set((await listHosts(record)).map(({ host }) => host));
  // the secret stays behind
  return rows.map(({ id, studyId, url, kinds, createdAt, disabledAt }) => ({ id, studyId, url, kinds: kinds as WebhookKind[], createdAt, disabledAt, isHostAllowed: hosts.has(hostOf(new URL(url))) }));
}

const STATES: Record<WebhookDeliveryState, object> = {
  WAITING: { nextTryAt: { not: null } },
  DELIVERED: { nextTryAt: null, deliveredAt: { not: null } },
  GIVEN_UP: { nextTryAt: null, deliveredAt: null },
};

/** Deliveries of a webhook, newest first. @throws CollapsarError NOT_FOUND, BAD_USER_INPUT for a cursor of another list */
export async function listDeliveries(record: PrismaClient, question: WebhookDeliveryArguments): Promise<Connection<WebhookDelivery>> {
  const { webhookId } = question;
  const state = question.state ?? null;
  if (webhookId.includes('\0') || !(await record.webhook.findUnique({ where: { id: webhookId }, select: { id: true } }))) throw new CollapsarError('NOT_FOUND', 'There is no such webhook; take its id from the list of webhooks.', { details: { type: 'Webhook' } });
  const list = listTag('webhookDeliveries', [webhookId, state]);
  const page = pageOf(question);
  const wanted = { webhookId, ...(state && STATES[state]) };
  const { where, orderBy, take } = keysetQuery(list, [{ name: 'createdAt', type: 'time' }, { name: 'id', type: 'string' }], 'DESC', page);
  const rows = await record.webhookDelivery.findMany({ where: { AND: [wanted, where] }, orderBy, take });
  return toConnection<DeliveryRow, WebhookDelivery>({ list, rows, page, position: (row) => [row.createdAt.getTime(), row.id], present: presentDelivery, countAll: () => record.webhookDelivery.count({ where: wanted }) });
}

/** Deliveries shown beside each webhook. */
export const LAST_DELIVERIES = 5;

/** The newest few deliveries of each webhook, newest first. */
export async function lastDeliveries(record: PrismaClient, webhookIds: readonly string[]): Promise<WebhookDelivery[][]> {
  const rows = await record.$queryRaw<DeliveryRow[]>`
    SELECT d.* FROM unnest(${[...webhookIds]}::text[]) AS w(id) CROSS JOIN LATERAL (
      SELECT * FROM "WebhookDelivery" WHERE "webhookId" = w.id ORDER BY "createdAt" DESC, id DESC LIMIT ${LAST_DELIVERIES}::int
    ) d ORDER BY d."createdAt" DESC, d.id DESC`;
  return webhookIds.map((id) => rows.filter((row) => row.webhookId === id).map(presentDelivery));
}

/** One delivery that is there. */
export const deliveryById = async (record: PrismaClient, id: string): Promise<WebhookDelivery> => presentDelivery(await record.webhookDelivery.findUniqueOrThrow({ where: { id } }));

function presentDelivery({ eventId, kind, facts, ...row }: DeliveryRow): WebhookDelivery {
  const state = row.nextTryAt ? WebhookDeliveryState.WAITING : row.deliveredAt ? WebhookDeliveryState.DELIVERED : WebhookDeliveryState.GIVEN_UP;
  return { ...row, state, kind: eventId === null ? null : (kind as WebhookKind), runId: (facts as Facts).runId ?? null };
}
