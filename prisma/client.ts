import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { checkDatabaseUrl } from './errors.ts';
import { PrismaClient } from './generated/client.ts';
import { type StatementWatch, watchedPool } from './watched-pool.ts';

export * from './generated/client.ts';

export interface RecordOptions {
  /** most connections held at once; default 5, so that many processes fit into Postgres's usual 100 */
  max?: number;
  /** Postgres ends a longer statement; a server sets 8 s, while a trainer that waits for a busy disk sets none */
  statementTimeoutMs?: number;
  /** shown in pg_stat_activity */
  applicationName?: string;
  /** told of every statement */
  watch?: StatementWatch;
}

/** The bound a server gives to `statementTimeoutMs`: no page waits longer for one question. */
export const SERVER_STATEMENT_TIMEOUT_MS = 8000;

/** How much later than Postgres itself a client gives up. */
const SILENCE_MS = 2000;

/** pg only fails the statement that got no answer, and hands the dead connection on to the next one. */
class UnforgivingClient extends pg.Client {
  // its overloads are pg's own; each gives a promise here, because the adapter passes no callback
  override query(...given: never[]): never {
    const answer = (super.query as (...given: never[]) => Promise<unknown>)(...given);
    if (answer instanceof Promise) answer.catch((error: Error) => error.message === 'Query read timeout' && this.connection.stream.destroy());
    return answer as never;
  }
}

/**
 * The record's client: connects on first use and again after the database was away (a lost connection fails only the statement in flight).
 * Two traps of the columns of bytes: never select them in a list, and give `select` without them on create (Prisma reads the row back).
 * Throws DATABASE_URL_MALFORMED; failures of the database itself come with the first statement, see `explainDatabaseError`.
 */
export function connectRecord(url: string, options: RecordOptions = {}): PrismaClient {
  const config: pg.PoolConfig = {
    connectionString: checkDatabaseUrl(url),
    max: options.max ?? 5,
    // a wait for a free connection counts too: an exhausted pool answers with an error, not with silence
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    // a client that died inside a transaction must not hold its locks for ever
    idle_in_transaction_session_timeout: 60_000,
    statement_timeout: options.statementTimeoutMs ?? false,
    // Postgres ends a long statement and says so; where nobody says anything the connection is dead
    ...(options.statementTimeoutMs && { query_timeout: options.statementTimeoutMs + SILENCE_MS, Client: UnforgivingClient }),
    application_name: options.applicationName ?? 'collapsar',
  };
  const adapter = options.watch ? new PrismaPg(watchedPool(config, UnforgivingClient, options.watch), { disposeExternalPool: true }) : new PrismaPg(config);
  return new PrismaClient({ adapter });
}
