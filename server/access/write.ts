import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Prisma } from '../../prisma/client.ts';
import { CollapsarError, isLostToAnother } from '../../prisma/errors.ts';
import type { RequestContext } from './request-context.ts';

/** What a write leaves in the audit log beside its caller and its name. */
export interface Audited {
  subject?: string;
  before?: object;
  after?: object;
}

export interface Write {
  /** the mutation, or another name of what is done */
  action: string;
  input: object & { idempotencyKey?: string | null; clientMutationId?: string | null };
}

/** May be called again: what it does outside of its transaction is not undone. */
type Work<T extends object> = (tx: Prisma.TransactionClient, audit: (what: Audited) => void) => Promise<T>;

/** A transaction that waits for a lock this long has met a person's other request; one second more is no help. */
const LIMITS = { maxWait: 5000, timeout: 30_000 };

/** How often a write is begun in all where it meets others in a deadlock, and the longest pause before it is begun afresh. */
const MOST_TRIES = 3;
const LONGEST_PAUSE_MS = 50;

/**
 * Does a write: the work, its audit event and the answer under its idempotency key in one transaction, so that all of it happens or nothing; what was refused
 * leaves an audit event with the code.
 * `work` gives what must be known to answer again, as plain JSON (ids, and what cannot be read back): the same caller with the same key and
 * the same input gets that, and nothing is done twice. Where Postgres gives the transaction up for the sake of another one (a deadlock), all
 * of it is begun afresh.
 *
 * @throws CollapsarError CONFLICT where the key came with another input before, UNAVAILABLE where it lost to others three times
 */
export async function write<T extends object>(context: RequestContext, { action, input }: Write, work: Work<T>): Promise<T> {
  const { idempotencyKey: key, clientMutationId: _, ...given } = input;
  const digest = createHash('sha256').update(JSON.stringify([action, given])).digest('hex');
  const once = () => context.record.$transaction(async (tx) => {
    const known = key == null ? null : await answered(tx, context.caller.id, key, digest);
    if (known) return known as T;
    const events: Audited[] = [];
    const answer = await work(tx, (what) => events.push(what));
    await keepEvents(tx, context, action, events);
    if (key != null) await tx.idempotencyKey.update({ where: { caller_key: { caller: context.caller.id, key } }, data: { answer: answer as Prisma.InputJsonValue }, select: { key: true } });
    return answer;
  }, LIMITS);
  return untilDone(once).catch(async (error: unknown) => {
    if (error instanceof CollapsarError) await keepRefusal(context, action, error.code);
    throw error;
  });
}

async function untilDone<T>(once: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await once();
    } catch (error) {
      if (!isLostToAnother(error)) throw error;
      if (tries === MOST_TRIES) throw new CollapsarError('UNAVAILABLE', 'Others change the same rows just now; try again in a second.', { cause: error, details: { retryAfterMs: 1000 } });
      // of two that lost to each other one should be through before the other begins
      await sleep(Math.random() * LONGEST_PAUSE_MS);
    }
  }
}

/** The transaction is gone with all it did; that somebody wanted it, and why it was not done, stays. */
async function keepRefusal({ record, caller }: RequestContext, action: string, refusal: string): Promise<void> {
  const role = caller.access === 'LINK' ? null : caller.access;
  await record.auditEvent.create({ data: { caller: caller.id, person: caller.person, role, action, refusal } });
}

/** The answer of before; else the key is taken, and whoever comes with it meanwhile waits for this transaction. */
async function answered(tx: Prisma.TransactionClient, caller: string, key: string, digest: string): Promise<object | null> {
  checkKey(key);
  await tx.$executeRaw`DELETE FROM "IdempotencyKey" WHERE caller = ${caller} AND key = ${key} AND at < now() - interval '24 hours'`;
  const taken = await tx.$executeRaw`INSERT INTO "IdempotencyKey" (caller, key, digest, answer) VALUES (${caller}, ${key}, ${digest}, 'null') ON CONFLICT DO NOTHING`;
  if (taken === 1) return null;
  const before = await tx.idempotencyKey.findUniqueOrThrow({ where: { caller_key: { caller, key } } });
  if (before.digest === digest) return before.answer as object;
  throw new CollapsarError('CONFLICT', `The idempotency key "${key}" came with another request in the last 24 hours; a new request needs a new key.`);
}

function checkKey(key: string): void {
  if (/^[\x21-\x7e]{1,200}$/.test(key)) return;
  throw new CollapsarError('BAD_USER_INPUT', 'An idempotency key must have 1 to 200 printable characters without spaces, such as a UUID.');
}

async function keepEvents(tx: Prisma.TransactionClient, { caller }: RequestContext, action: string, events: Audited[]): Promise<void> {
  if (events.length === 0) return;
  const json = (value: object | undefined) => (value === undefined ? Prisma.DbNull : (value as Prisma.InputJsonValue));
  await tx.auditEvent.createMany({
    data: events.map(({ subject, before, after }) => ({
      caller: caller.id, person: caller.person, role: caller.access === 'LINK' ? null : caller.access, action,
      subject: subject ?? null, before: json(before), after: json(after),
    })),
  });
}
