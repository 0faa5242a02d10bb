import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Prisma } from './client.ts';
import { deliveriesOf } from './webhook-outbox.ts';

/** All that can happen to the record; `Event.kind` holds nothing else. */
export const EVENT_KINDS = [
  'run.queued',
  'run.started',
  'run.epoch',
  'run.terminal-phase',
  'run.completed',
  'run.failed',
  'run.cancelled',
  'run.diverged',
  'run.paused',
  'run.resumed',
  'run.values',
  'run.edited',
  'run.imported',
  'run.deleted',
  'study.created',
  'study.edited',
  'study.deleted',
  'review.thread',
  'review.verdict',
  'review.asked',
  'review.report',
  'review.check',
] as const;

export type EventKind = (typeof EVENT_KINDS)[number];

export interface NewEvent {
  kind: EventKind;
  runId?: string;
  studyId?: string;
  epoch?: number;
  /** id of the thread, verdict, request, report or check that a `review.` event tells of */
  subject?: string;
  /** the comment that was added, where it is for that that a thread changed */
  commentId?: string;
}

/** What travels in the notice; the row says the rest. */
export interface EventNotice {
  id: bigint;
  kind: EventKind;
}

const CHANNEL = 'collapsar';
/** Names the lock that orders events; any number, the same for all processes. */
const EVENT_ORDER_LOCK = 7_270_001;

/**
 * Appends an event inside the caller's transaction and announces it when that commits; an event of a run is one of its study too.
 * Webhooks that want it get it before them in the same statement. Returns the event's id.
 *
 * Ids come from a sequence, which counts when a row is inserted, not when it is committed. A reader that asks for "all after id 8" could
 * so see 9, move on, and never see 8, whose transaction committed later. The lock, held until commit, makes both orders the same.
 * It also makes writers wait for one another: call this last in the transaction.
 */
export async function appendEvent(tx: Prisma.TransactionClient, event: NewEvent): Promise<bigint> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${EVENT_ORDER_LOCK}::bigint)`;
  const runId = event.runId ?? null;
  const deliveries = deliveriesOf(event);
  const [{ id }] = await tx.$queryRaw<[{ id: bigint }]>`
    WITH event AS (
      INSERT INTO "Event" (kind, "runId", "studyId", epoch, subject)
      VALUES (${event.kind}, ${runId}::text, coalesce(${event.studyId ?? null}::text, (SELECT "studyId" FROM "Run" WHERE id = ${runId}::text)), ${event.epoch ?? null}::int, ${event.subject ?? null}::text)
      RETURNING *
    )${deliveries === null ? Prisma.empty : Prisma.sql`, delivery AS (${deliveries})`}
    SELECT id FROM event`;
  const payload = JSON.stringify({ id: String(id), kind: event.kind });
  await tx.$executeRaw`SELECT pg_notify(${CHANNEL}, ${payload})`;
  return id;
}

/** Pauses between two tries to connect, in ms, before jitter; the last one repeats. */
const RETRY_DELAYS = [100, 300, 1000, 3000, 5000];
/** A connection cut without a word is noticed by a question that gets no answer. */
const CHECK_EVERY_MS = 15_000;

/**
 * Listens for events on a connection of its own and never gives up: a lost connection is made anew after a jittered pause.
 * `onReconnect` is called each time listening has begun, also the first time: notices from before are gone, so read the events after your
 * cursor then. Both callbacks must not throw. The connection shows under `applicationName` in pg_stat_activity. Returns the function that ends it.
 */
export function listenForEvents(
  url: string,
  onNotice: (notice: EventNotice) => void,
  onReconnect: () => void,
  applicationName = 'collapsar-events',
): () => Promise<void> {
  return listenForNotices(url, { [CHANNEL]: noticesTo(onNotice) }, onReconnect, applicationName);
}

/** The channel on which servers tell each other who is looking at what; see server/live. Nothing of it is kept. */
const PRESENCE_CHANNEL = 'collapsar_presence';

/** As listenForEvents, and with what servers say of presence, as it was sent, on the same connection. */
export function listenForAll(
  url: string,
  hear: { event: (notice: EventNotice) => void; presence: (payload: string) => void },
  onReconnect: () => void,
): () => Promise<void> {
  return listenForNotices(url, { [CHANNEL]: noticesTo(hear.event), [PRESENCE_CHANNEL]: hear.presence }, onReconnect, 'collapsar-events');
}

/** Says to all servers who is looking at what; each text has to be under 8000 bytes. */
export async function tellPresence(record: Pick<Prisma.TransactionClient, '$queryRaw'>, payloads: readonly string[]): Promise<void> {
  await record.$queryRaw`SELECT count(pg_notify(${PRESENCE_CHANNEL}, payload)) FROM unnest(${[...payloads]}::text[]) AS payload`;
}

/** What is done with the payload of each channel. */
type Hearing = Record<string, (payload: string) => void>;

const noticesTo = (onNotice: (notice: EventNotice) => void) => (payload: string) => {
  const notice = readNotice(payload);
  if (notice) onNotice(notice);
};

function listenForNotices(url: string, hearing: Hearing, onReconnect: () => void, applicationName: string): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;

  async function listen() {
    let failures = 0;
    while (!signal.aborted) {
      failures = (await listenOnce(url, hearing, onReconnect, signal, applicationName)) ? 0 : failures + 1;
      const delay = RETRY_DELAYS[Math.min(failures, RETRY_DELAYS.length - 1)];
      // a hundred listeners must not come back in the same instant
      await sleep(delay * (0.5 + Math.random()), undefined, { signal }).catch(() => {});
    }
  }

  const ended = listen();
  return async () => {
    stopping.abort();
    await ended;
  };
}

/** One connection's life, until it is lost or `signal` ends it. True when it came to listening. */
async function listenOnce(
  url: string,
  hearing: Hearing,
  onListening: () => void,
  signal: AbortSignal,
  applicationName: string,
): Promise<boolean> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5000,
    query_timeout: 5000,
    keepAlive: true,
    application_name: applicationName,
  });
  const lost = new Promise<void>((resolve) => {
    client.on('error', () => resolve());
    client.on('end', () => resolve());
  });
  client.on('notification', ({ channel, payload }) => hearing[channel]?.(payload ?? ''));
  try {
    await client.connect();
    for (const channel of Object.keys(hearing)) await client.query(`LISTEN ${channel}`);
  } catch {
    await hangUp(client);
    return false; // the database is away: the next round tries again
  }
  if (!signal.aborted) onListening();
  await Promise.race([lost, untilSilent(client, signal)]);
  await hangUp(client);
  return true;
}

/** Asks every 15 s and returns at the first question without an answer. */
async function untilSilent(client: pg.Client, signal: AbortSignal): Promise<void> {
  try {
    while (!signal.aborted) {
      await sleep(CHECK_EVERY_MS, undefined, { signal, ref: false });
      await client.query('SELECT 1');
    }
  } catch {
    // silent, or no longer wanted: both end the connection
  }
}

/** A peer that is gone does not say goodbye, so its answer is not waited for longer than a second. */
async function hangUp(client: pg.Client): Promise<void> {
  await Promise.race([client.end().catch(() => {}), sleep(1000, undefined, { ref: false })]);
}

/** Null for a notice that is not ours to understand: anybody with the database may notify. */
function readNotice(payload: string | undefined): EventNotice | null {
  try {
    const { id, kind } = JSON.parse(payload ?? '') as { id?: unknown; kind?: unknown };
    const known = EVENT_KINDS.find((candidate) => candidate === kind);
    return typeof id === 'string' && /^\d+$/.test(id) && known ? { id: BigInt(id), kind: known } : null;
  } catch {
    return null;
  }
}
