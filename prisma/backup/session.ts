import pg from 'pg';
import { checkDatabaseUrl, CollapsarError, explainDatabaseError } from '../errors.ts';

/** What a copy needs of its connection: no bound on time, and texts that mean the same on every server. */
const SETTINGS = "SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET DateStyle = 'ISO, YMD'; SET TimeZone = 'UTC'; SET bytea_output = 'hex'; SET extra_float_digits = 1; SET client_encoding = 'UTF8'; SET search_path = public";

/** Work on a connection of its own. @throws CollapsarError DATABASE_* as explainDatabaseError */
export async function withSession<T>(url: string, name: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: checkDatabaseUrl(url), connectionTimeoutMillis: 10_000, application_name: name });
  client.on('error', () => {}); // the statement in flight fails with the same error
  try {
    await client.connect();
    await client.query(SETTINGS);
    return await work(client);
  } catch (error) {
    if (error instanceof CollapsarError) throw error;
    throw explainDatabaseError(error, url) ?? error;
  } finally {
    await client.end().catch(() => {});
  }
}
