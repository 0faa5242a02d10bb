import { setImmediate as turnEnds } from 'node:timers/promises';
import { serialize } from 'node:v8';
import type { Prisma, PrismaClient } from './generated/client.ts';

type Rows = readonly Readonly<object>[];

/** Statements not sent yet, by what they ask. Of each client its own: one may stand in a transaction. */
const unsent = new WeakMap<PrismaClient, Map<string, Promise<Rows>>>();

/**
 * The rows of a SELECT. Questions of one turn of the event loop share a statement where text and parameters are the same: who may see what
 * must be in the statement, and its rows, being shared, are frozen.
 *
 * A statement that was sent is never joined, however near its answer is: the record may have changed since it began, and whoever asks after their own
 * change must see it. One that fails, fails for all who share it, as the same statement of their own would have.
 */
export function sharedRead<T extends object>(record: PrismaClient, statement: Prisma.Sql): Promise<readonly Readonly<T>[]> {
  const waiting = unsent.get(record) ?? new Map<string, Promise<Rows>>();
  unsent.set(record, waiting);
  const key = keyOf(statement);
  const rows = waiting.get(key) ?? sendAtEndOfTurn(record, statement, () => waiting.delete(key));
  waiting.set(key, rows);
  return rows as Promise<readonly Readonly<T>[]>;
}

async function sendAtEndOfTurn(record: PrismaClient, statement: Prisma.Sql, onSending: () => void): Promise<Rows> {
  await turnEnds();
  onSending();
  const rows = await record.$queryRaw<object[]>(statement);
  for (const row of rows) Object.freeze(row);
  return Object.freeze(rows);
}

/** Exact to the type: a time is not the text that JSON would make of it. */
const keyOf = ({ sql, values }: Prisma.Sql): string => serialize([sql, values]).toString('latin1');
