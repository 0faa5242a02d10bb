import type { Prisma, PrismaClient } from './client.ts';

type Rows = readonly unknown[];

/** Reads asked for in this turn of the event loop, by statement and values; none of them was sent yet. */
const unsent = new WeakMap<PrismaClient, Map<string, Promise<Rows>>>();

/**
 * Rows of a statement that only reads, shared with everybody who asks for the same statement with the same values in the same turn of the
 * event loop: under load a server takes many requests from its sockets at once, and most of them want the same list. The statement is sent
 * when the turn ends. One that was sent is never joined, so what somebody wrote before asking is always in the answer. The rows belong to
 * all who asked: copy what you change.
 */
export function sharedRead<Row>(record: PrismaClient, statement: Prisma.Sql): Promise<readonly Row[]> {
  const reads = readsOf(record);
  const key = JSON.stringify([statement.text, statement.values], withTypes);
  const known = reads.get(key);
  if (known) return known as Promise<readonly Row[]>;
  const read = new Promise<Rows>((resolve, reject) => {
    setImmediate(() => {
      reads.delete(key);
      record.$queryRaw<unknown[]>(statement).then(resolve, reject);
    });
  });
  reads.set(key, read);
  return read as Promise<readonly Row[]>;
}

function readsOf(record: PrismaClient): Map<string, Promise<Rows>> {
  const reads = unsent.get(record) ?? new Map<string, Promise<Rows>>();
  unsent.set(record, reads);
  return reads;
}

/** JSON has no word for these; as texts they must not look like others. */
const withTypes = (_: string, value: unknown): unknown => (typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value)) ? `${typeof value} ${value}` : value);
