import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { PrismaClient } from '../../prisma/client.ts';
import { WEBHOOK_EVENTS } from '../../prisma/webhook-outbox.ts';
import type { EventSource } from '../access/request-context.ts';
import { type Claim, claimDue, forgetOld, giveBack, type Outcome, settle } from './delivery-queue.ts';
import { hostOf } from './host-name.ts';
import { messageOf } from './message.ts';
import { failureInWords, statusInWords } from './outcome-words.ts';
import { Refused } from './refused.ts';
import { SEND_WITHIN_MS, type SendOptions, send } from './send.ts';
import { signatureHeaders } from './signature.ts';

export interface DeliverySettings {
  /** where people reach the server, without a slash at its end */
  publicUrl: string;
  /** whether addresses of this very machine may be asked */
  allowsLoopback: boolean;
  log: Logger;
  /** told of each try */
  onTry: (ended: 'delivered' | 'failed' | 'refused') => void;
  sending?: Pick<SendOptions, 'withinMs' | 'resolve'>;
}

/** Deliveries that a server has under way at once, each to another webhook. */
const MOST_AT_ONCE = 8;
/** How often a server looks for what is due beside being woken by events. */
const LOOK_EVERY_MS = 1000;
const FORGET_EVERY_MS = 3600_000;
/** How long deliveries under way hold up the end of the server. */
const STOP_WITHIN_MS = 1000;

/**
 * Sends what is due, until the returned function ends it. Any number of servers may do so on one record: deliveries are there with their events, and each is
 * taken by one server at a time.
 */
export function deliverWebhooks(record: PrismaClient, events: EventSource, settings: DeliverySettings): () => Promise<void> {
  const stopping = new AbortController();
  const underWay = new Map<string, Promise<void>>();
  let look = Promise.resolve();
  let isWanted = false;

  const tryOne = async (claim: Claim) => {
    // the record is away, or what was sent cannot be told from what was not: it is due again when its lease is over
    await deliver(record, claim, settings, stopping.signal).catch((error: unknown) => settings.log.warn({ err: error, webhook: claim.webhookId }, 'a delivery was not settled'));
    underWay.delete(claim.webhookId);
    lookForDue();
  };
  const takeDue = async () => {
    const free = MOST_AT_ONCE - underWay.size;
    if (free <= 0 || stopping.signal.aborted) return;
    const claims = await claimDue(record, free, [...underWay.keys()]);
    for (const claim of claims) underWay.set(claim.webhookId, tryOne(claim));
  };
  /** One look at a time; wishes that come meanwhile lead to one more. */
  function lookForDue(): void {
    if (isWanted || stopping.signal.aborted) return;
    isWanted = true;
    look = look.then(() => {
      isWanted = false;
      return takeDue().catch(() => {}); // the record is away: the next look finds it back
    });
  }

  const looking = setInterval(lookForDue, LOOK_EVERY_MS);
  const forgetting = setInterval(() => void forgetOld(record).catch(() => {}), FORGET_EVERY_MS);
  const heard = events.follow(undefined, ({ kind }) => WEBHOOK_EVENTS.has(kind));
  const hear = async () => {
    for await (const _ of heard) lookForDue();
  };
  const hearing = hear().catch(() => {});
  lookForDue();

  return async () => {
    clearInterval(looking);
    clearInterval(forgetting);
    void heard.return?.();
    await Promise.race([Promise.all([look, ...underWay.values()]), sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
    stopping.abort();
    await Promise.race([Promise.all([hearing, look, ...underWay.values()]), sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
  };
}

async function deliver(record: PrismaClient, claim: Claim, settings: DeliverySettings, signal: AbortSignal): Promise<void> {
  const outcome = await attempt(record, claim, settings, signal);
  if (outcome === null) return giveBack(record, claim);
  await settle(record, claim, outcome);
  settings.onTry(outcome.isDelivered ? 'delivered' : outcome.isFinal ? 'refused' : 'failed');
  if (!outcome.isDelivered) settings.log.info({ webhook: claim.webhookId, delivery: claim.id, attempt: claim.attempts, outcome: outcome.words }, 'a webhook was not delivered');
}

/** One try; null where the server stops meanwhile. */
async function attempt(record: PrismaClient, claim: Claim, { publicUrl, allowsLoopback, sending }: DeliverySettings, signal: AbortSignal): Promise<Outcome | null> {
  const url = new URL(claim.url);
  // read anew with each try: a host that was taken off the list is not asked once more
  const host = await record.webhookHost.findUnique({ where: { host: hostOf(url) } });
  if (!host) return refused(`${url.host} is not among the hosts that webhooks may call.`);
  const body = messageOf(claim, publicUrl);
  const signature = signatureHeaders(claim.secret, { id: claim.id, seconds: Math.floor(Date.now() / 1000), body });
  const headers = { 'content-type': 'application/json', 'user-agent': 'Collapsar-Webhook', ...signature };
  try {
    const status = await send({ url, headers, body, policy: { allowsPrivate: host.allowsPrivate, allowsLoopback } }, { ...sending, signal });
    const isDelivered = status >= 200 && status < 300;
    return { isDelivered, isFinal: false, status, words: isDelivered ? `The answer was ${status}.` : statusInWords(status) };
  } catch (error) {
    if (signal.aborted) return null;
    if (error instanceof Refused) return refused(error.message);
    return { isDelivered: false, isFinal: false, status: null, words: failureInWords(error, sending?.withinMs ?? SEND_WITHIN_MS) };
  }
}

const refused = (words: string): Outcome => ({ isDelivered: false, isFinal: true, status: null, words });
