import type { Prisma, Webhook as WebhookRow } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { newId } from '../../prisma/ids.ts';
import type { RequestContext } from '../access/request-context.ts';
import { write } from '../access/write.ts';
import { visibleStudy } from '../studies/list-studies.ts';
import { lockHosts } from './change-hosts.ts';
import { giveUpWaiting } from './give-up.ts';
import { hostOf, readAddress } from './host-name.ts';
import { newSigningSecret } from './signature.ts';
import type { CreateWebhookInput, UpdateWebhookInput, WebhookInput } from './webhook.input.ts';

/** All throw CollapsarError: NOT_FOUND, BAD_USER_INPUT or PRECONDITION_FAILED, and have changed nothing then. Audit events name hosts: an address may hold a secret. */

/** Webhooks of one study, or of all studies, and in all: each event asks them. */
const MOST_OF_A_STUDY = 20;
const MOST_WEBHOOKS = 200;

/** What a change gives: the webhook, and its secret where one was made in this request. */
export interface Changed {
  id: string;
  secret: string | null;
}

export async function createWebhook(context: RequestContext, input: CreateWebhookInput): Promise<Changed> {
  const studyId = input.studyId ?? null;
  const url = readAddress(input.url);
  if (studyId !== null && !(await visibleStudy(context, studyId))) throw new CollapsarError('NOT_FOUND', `There is no study ${studyId}; take its id from the list of studies.`, { details: { type: 'Study', field: 'studyId' } });
  // by id: the answer of before, or another try, is of another webhook
  const secrets = new Map<string, string>();
  const { id } = await write(context, { action: 'createWebhook', input }, async (tx, audit) => {
    await demandHost(tx, url);
    await demandRoom(tx, studyId);
    const webhook = { id: newId('webhook'), studyId, url: url.href, kinds: input.kinds, secret: newSigningSecret() };
    await tx.webhook.create({ data: webhook, select: { id: true } });
    secrets.set(webhook.id, webhook.secret);
    audit({ subject: webhook.id, after: { studyId, host: url.host, kinds: input.kinds } });
    return { id: webhook.id };
  });
  return { id, secret: secrets.get(id) ?? null };
}

export async function updateWebhook(context: RequestContext, input: UpdateWebhookInput): Promise<Changed> {
  const url = input.url == null ? null : readAddress(input.url);
  await write(context, { action: 'updateWebhook', input }, async (tx, audit) => {
    if (url) await demandHost(tx, url);
    const webhook = await lockWebhook(tx, input.webhookId);
    const after = { url: url?.href ?? webhook.url, kinds: input.kinds ?? webhook.kinds, disabledAt: disabledAt(webhook, input) };
    await tx.webhook.update({ where: { id: webhook.id }, data: after, select: { id: true } });
    if (after.disabledAt && !webhook.disabledAt) await giveUpWaiting(tx, [webhook.id], 'The webhook was switched off.');
    audit({ subject: webhook.id, before: shown(webhook), after: shown(after) });
    return {};
  });
  return { id: input.webhookId, secret: null };
}

/** The old secret signs nothing from now on. */
export async function rotateSecret(context: RequestContext, input: WebhookInput): Promise<Changed> {
  let secret: string | null = null;
  await write(context, { action: 'rotateWebhookSecret', input }, async (tx, audit) => {
    const { id } = await lockWebhook(tx, input.webhookId);
    secret = newSigningSecret();
    await tx.webhook.update({ where: { id }, data: { secret }, select: { id: true } });
    audit({ subject: id });
    return {};
  });
  return { id: input.webhookId, secret };
}

/** Its deliveries go with it. */
export async function deleteWebhook(context: RequestContext, input: WebhookInput): Promise<{ webhookId: string }> {
  await write(context, { action: 'deleteWebhook', input }, async (tx, audit) => {
    const webhook = await lockWebhook(tx, input.webhookId);
    await tx.webhook.delete({ where: { id: webhook.id }, select: { id: true } });
    audit({ subject: webhook.id, before: { studyId: webhook.studyId, ...shown(webhook) } });
    return {};
  });
  return { webhookId: input.webhookId };
}

const shown = ({ url, kinds, disabledAt }: Pick<WebhookRow, 'url' | 'kinds' | 'disabledAt'>) => ({ host: hostOf(new URL(url)), kinds, isEnabled: disabledAt === null });

function disabledAt(webhook: WebhookRow, { isEnabled }: UpdateWebhookInput): Date | null {
  if (isEnabled == null) return webhook.disabledAt;
  return isEnabled ? null : (webhook.disabledAt ?? new Date());
}

/** The row, held until the transaction ends. */
export async function lockWebhook(tx: Prisma.TransactionClient, id: string): Promise<WebhookRow> {
  const [webhook] = id.includes('\0') ? [] : await tx.$queryRaw<WebhookRow[]>`SELECT * FROM "Webhook" WHERE id = ${id} FOR UPDATE`;
  if (webhook) return webhook;
  throw new CollapsarError('NOT_FOUND', `There is no webhook ${id}; take its id from the list of webhooks.`, { details: { type: 'Webhook', field: 'webhookId' } });
}

async function demandHost(tx: Prisma.TransactionClient, url: URL): Promise<void> {
  await lockHosts(tx);
  if (await tx.webhookHost.findUnique({ where: { host: hostOf(url) } })) return;
  throw new CollapsarError('PRECONDITION_FAILED', `${url.host} is not among the hosts that webhooks may call; allow it first.`, { details: { field: 'url', state: 'HOST_NOT_ALLOWED' } });
}

async function demandRoom(tx: Prisma.TransactionClient, studyId: string | null): Promise<void> {
  const [ofStudy, inAll] = [await tx.webhook.count({ where: { studyId } }), await tx.webhook.count()];
  if (ofStudy < MOST_OF_A_STUDY && inAll < MOST_WEBHOOKS) return;
  const most = ofStudy >= MOST_OF_A_STUDY ? `${studyId === null ? 'All studies together have' : 'The study has'} ${ofStudy} webhooks already` : `There are ${inAll} webhooks already`;
  throw new CollapsarError('PRECONDITION_FAILED', `${most}; delete one first.`, { details: { state: 'TOO_MANY_WEBHOOKS' } });
}
