import { AsyncResource } from 'node:async_hooks';
import pg from 'pg';

/** Told the text of a statement when it is sent, without its values; what it gives is told of the end, with the error where it failed. */
export type StatementWatch = (sql: string) => (error?: unknown) => void;

type Query = (...given: unknown[]) => unknown;
type Ended = (error: unknown, result?: unknown) => void;

/** A pool that tells of each statement of its connections, from within the asynchronous context of whoever sent it. */
export function watchedPool(config: pg.PoolConfig, Client: typeof pg.Client, watch: StatementWatch): pg.Pool {
  class WatchedClient extends Client {
    override query(...given: never[]): never {
      return watched(super.query.bind(this) as Query, given, watch) as never;
    }
  }
  return new BoundPool({ ...config, Client: WatchedClient as unknown as typeof pg.Client });
}

/** Who waits for a connection would go on in the context of whoever gave it back. */
class BoundPool extends pg.Pool {
  override connect(...[callback]: never[]): never {
    const bound = callback ? [AsyncResource.bind(callback as Ended)] : [];
    return (super.connect as Query)(...bound) as never;
  }
}

function watched(query: Query, given: unknown[], watch: StatementWatch): unknown {
  const [statement, last] = [given[0], given.at(-1)];
  const sql = typeof statement === 'string' ? statement : (statement as { text?: unknown } | null)?.text;
  if (typeof sql !== 'string') return query(...given);
  const end = watch(sql);
  if (typeof last === 'function') return query(...given.slice(0, -1), (error: unknown, result: unknown) => {
    end(error ?? undefined);
    (last as Ended)(error, result);
  });
  const answer = query(...given);
  if (answer instanceof Promise) answer.then(() => end(), end);
  else end();
  return answer;
}
