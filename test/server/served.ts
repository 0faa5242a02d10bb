import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { connectRecord, type PrismaClient } from '../../prisma/client.ts';
import { type ServerOptions, startServer } from '../../server/main.ts';
import { serverLog } from '../../server/monitoring/server-log.ts';
import { freshDatabase } from '../postgres.ts';

/** What JSON gives, to be looked into without a type for each query: the assertions say what they expect. */
type Answered = ReturnType<typeof JSON.parse>;

export interface GraphqlAnswer {
  status: number;
  headers: Headers;
  data: Answered;
  errors?: { message: string; path?: unknown[]; extensions: Record<string, unknown> & { code: string } }[];
}

export interface Served {
  url: string;
  databaseUrl: string;
  record: PrismaClient;
  /** lines that the server logged, as JSON */
  logged: string[];
  ask: (query: string, variables?: Record<string, unknown>, headers?: Record<string, string>) => Promise<GraphqlAnswer>;
  end: () => Promise<void>;
}

/** A server over a database of its own, and a client of the record beside it, as a trainer is. */
export async function serve(options: Partial<ServerOptions> = {}): Promise<Served> {
  const database = await freshDatabase();
  const logged: string[] = [];
  const log = serverLog('info', { write: (line: string) => void logged.push(line) });
  const folder = mkdtempSync(path.join(os.tmpdir(), 'collapsar-uploads-'));
  const server = await startServer({ databaseUrl: database.url, port: 0, log, uploads: { folder }, ...options });
  const record = connectRecord(database.url);
  return {
    url: server.url,
    databaseUrl: database.url,
    record,
    logged,
    ask: (query, variables, headers) => post(server.url, { query, variables }, headers),
    end: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
      await record.$disconnect();
      await database.drop();
    },
  };
}

async function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<GraphqlAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, ...((await response.json()) as Omit<GraphqlAnswer, 'status' | 'headers'>) };
}
