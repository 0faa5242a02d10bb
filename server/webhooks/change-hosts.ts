import type { Prisma } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import type { RequestContext } from '../access/request-context.ts';
import { write } from '../access/write.ts';
import { giveUpWaiting } from './give-up.ts';
import { hostOf, readHost } from './host-name.ts';
import type { AllowWebhookHostInput, RemoveWebhookHostInput } from './webhook.input.ts';

/** A list that somebody can still look through. */
const MOST_HOSTS = 100;
/** Names the lock that writers of the list hold: a host must not be taken off while a webhook of it is made. */
const HOSTS_LOCK = 7_270_007;

/** Allows a host, or changes what is allowed of it. @throws CollapsarError BAD_USER_INPUT, PRECONDITION_FAILED at 100 of them */
export async function allowHost(context: RequestContext, input: AllowWebhookHostInput): Promise<void> {
  const host = readHost(input.host);
  const { allowsPrivate } = input;
  await write(context, { action: 'allowWebhookHost', input }, async (tx, audit) => {
    await lockHosts(tx);
    const before = await tx.webhookHost.findUnique({ where: { host } });
    if (!before && (await tx.webhookHost.count()) >= MOST_HOSTS) throw new CollapsarError('PRECONDITION_FAILED', `There are ${MOST_HOSTS} hosts in the list already; take one off first.`);
    const entry = { allowsPrivate, allowedBy: context.caller.person };
    await tx.webhookHost.upsert({ where: { host }, create: { host, ...entry }, update: entry });
    audit({ subject: host, ...(before && { before: { allowsPrivate: before.allowsPrivate } }), after: { allowsPrivate } });
    return {};
  });
}

/** Takes a host off the list; what waits for it is given up at once. @throws CollapsarError NOT_FOUND */
export async function removeHost(context: RequestContext, input: RemoveWebhookHostInput): Promise<void> {
  const { host } = input;
  await write(context, { action: 'removeWebhookHost', input }, async (tx, audit) => {
    await lockHosts(tx);
    const { count } = host.includes('\0') ? { count: 0 } : await tx.webhookHost.deleteMany({ where: { host } });
    if (count === 0) throw new CollapsarError('NOT_FOUND', 'The host is not in the list of those that webhooks may call.', { details: { type: 'WebhookHost', field: 'host' } });
    const webhooks = await tx.webhook.findMany({ select: { id: true, url: true } });
    await giveUpWaiting(tx, webhooks.filter(({ url }) => hostOf(new URL(url)) === host).map(({ id }) => id), `${host} was taken off the list of hosts that webhooks may call.`);
    audit({ subject: host });
    return {};
  });
}

/** Held until the transaction ends. */
export async function lockHosts(tx: Prisma.TransactionClient): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${HOSTS_LOCK}::bigint)`;
}
