import { plural } from '../formats/names.ts';
import { ago, duration, moment } from '../formats/times.ts';
import type { IconName } from '../frame/Icon.tsx';
import type { DeliveryEntry, HostEntry, WebhookEntry, WebhookKind } from './webhooks-documents.ts';

/** What a webhook can be told of, in words that follow "told when". */
export const KINDS: readonly { value: WebhookKind; word: string; happened: string }[] = [
  { value: 'RUN_COMPLETED', word: 'a run is completed', happened: 'run completed' },
  { value: 'RUN_FAILED', word: 'a run failed', happened: 'run failed' },
  { value: 'RUN_DIVERGED', word: 'a run diverged', happened: 'run diverged' },
  { value: 'CHECK_FAILED', word: 'a check failed', happened: 'check failed' },
  { value: 'VERDICT_GIVEN', word: 'a verdict is given', happened: 'verdict given' },
  { value: 'REPORT_SAVED', word: 'a report is saved', happened: 'report saved' },
  { value: 'COMMENT_ADDED', word: 'a comment is written', happened: 'comment written' },
];

export interface Sign {
  icon: IconName;
  tone?: 'good' | 'bad' | 'warn';
  word: string;
}

export interface DeliveryRow {
  id: string;
  happened: string;
  runId: string | null;
  at: { text: string; exact: string };
  sign: Sign;
  /** what came of it, and what comes next */
  detail: string;
  /** whether it can be made again: it is not under way */
  canRepeat: boolean;
}

export interface WebhookCard {
  id: string;
  url: string;
  host: string;
  /** "in Depth sweep", "in all studies" */
  place: string;
  told: string;
  kinds: readonly WebhookKind[];
  isOn: boolean;
  sign: Sign;
  deliveries: DeliveryRow[];
}

export interface HostRow {
  host: string;
  network: string;
  allowsPrivate: boolean;
  by: string;
  at: { text: string; exact: string };
  /** "1 webhook", "no webhook" */
  use: string;
}

const hostOf = (url: string) => new URL(url).host;

/**
 * Webhooks as the page shows them: those of one study (with those of all), or every one.
 *
 * @param names names of the studies that are known, by id
 */
export function prepareWebhooks(webhooks: readonly WebhookEntry[], studyId: string | null, names: ReadonlyMap<string, string>, now: number): WebhookCard[] {
  return webhooks.filter((webhook) => studyId === null || webhook.studyId === null || webhook.studyId === studyId).map((webhook) => cardOf(webhook, names, now));
}

function cardOf({ id, url, studyId, kinds, isHostAllowed, disabledAt, lastDeliveries }: WebhookEntry, names: ReadonlyMap<string, string>, now: number): WebhookCard {
  const deliveries = lastDeliveries.map((delivery) => rowOf(delivery, now));
  return {
    id, url, kinds, deliveries,
    host: hostOf(url),
    place: studyId === null ? 'in all studies' : `in ${names.get(studyId) ?? 'a study that was put aside'}`,
    told: wordsOf(kinds),
    isOn: disabledAt === null,
    sign: signOf(disabledAt !== null, isHostAllowed, lastDeliveries),
  };
}

/** "a run failed or a check failed" */
function wordsOf(kinds: readonly WebhookKind[]): string {
  const words = KINDS.filter(({ value }) => kinds.includes(value)).map(({ word }) => word);
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function signOf(isOff: boolean, isHostAllowed: boolean, deliveries: readonly DeliveryEntry[]): Sign {
  if (isOff) return { icon: 'pause', word: 'switched off' };
  if (!isHostAllowed) return { icon: 'alert', tone: 'warn', word: 'its host is not allowed: nothing is sent' };
  const last = deliveries.find(({ state, outcome }) => state !== 'WAITING' || outcome !== '');
  if (!last) return { icon: 'none', word: 'on, nothing sent so far' };
  return last.state === 'DELIVERED' ? { icon: 'check', tone: 'good', word: 'on' } : { icon: 'cross', tone: 'bad', word: 'on, the last delivery failed' };
}

function rowOf({ id, kind, state, createdAt, attempts, nextTryAt, outcome, runId }: DeliveryEntry, now: number): DeliveryRow {
  const wait = nextTryAt === null ? 0 : Date.parse(nextTryAt) - now;
  const next = state !== 'WAITING' ? '' : wait <= 0 ? 'Due now.' : `Next try in ${duration(wait)}.`;
  return {
    id, runId,
    happened: KINDS.find(({ value }) => value === kind)?.happened ?? 'test',
    at: { text: ago(createdAt, now), exact: moment(createdAt) },
    sign: DELIVERY_SIGNS[state],
    detail: [outcome, attempts > 1 ? `${plural(attempts, 'try').replace('trys', 'tries')}.` : '', next].filter(Boolean).join(' '),
    canRepeat: state !== 'WAITING' || (attempts > 0 && outcome !== '' && wait > 0),
  };
}

const DELIVERY_SIGNS: Record<DeliveryEntry['state'], Sign> = {
  WAITING: { icon: 'queued', word: 'waits' },
  DELIVERED: { icon: 'check', tone: 'good', word: 'delivered' },
  GIVEN_UP: { icon: 'cross', tone: 'bad', word: 'given up' },
};

/** The hosts, with how many webhooks call each. */
export function prepareHosts(hosts: readonly HostEntry[], webhooks: readonly WebhookEntry[], now: number): HostRow[] {
  return hosts.map(({ host, allowsPrivate, allowedBy, createdAt }) => {
    const count = webhooks.filter(({ url }) => hostOf(url) === host).length;
    return {
      host, allowsPrivate,
      network: allowsPrivate ? 'also a private one' : 'public ones alone',
      by: allowedBy ?? 'nobody signed in',
      at: { text: ago(createdAt, now), exact: moment(createdAt) },
      use: count === 0 ? 'no webhook' : plural(count, 'webhook'),
    };
  });
}

/** Whether something is about to change by itself, so that the page looks again soon. */
export const isExpecting = (webhooks: readonly WebhookEntry[], now: number): boolean =>
  webhooks.some(({ lastDeliveries }) => lastDeliveries.some(({ state, nextTryAt, outcome }) => state === 'WAITING' && (outcome === '' || (nextTryAt !== null && Date.parse(nextTryAt) - now < 5000))));
