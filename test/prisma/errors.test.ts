import net from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectRecord } from '../../prisma/client.ts';
import { CollapsarError, checkDatabaseUrl, explainDatabaseError } from '../../prisma/errors.ts';
import { freshDatabase, nameDatabase, withClient } from '../postgres.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

/** The database's URL with some of it changed. */
function changed(change: (url: URL) => void): string {
  const url = new URL(database.url);
  change(url);
  return url.toString();
}

/** What each of our two ways to the database makes of a failure. */
async function failures(url: string): Promise<(CollapsarError | null)[]> {
  const record = connectRecord(url, { max: 1 });
  const errors = [
    await withClient(url, async () => {}).catch((error: unknown) => error),
    await record.study.count().catch((error: unknown) => error),
  ];
  await record.$disconnect();
  return errors.map((error) => explainDatabaseError(error, url));
}

function expectSentence(error: CollapsarError | null, code: string, part: string) {
  expect(error).toMatchObject({ code, message: expect.stringContaining(part) });
  expect(error?.message).toMatch(/^[^\n]*\.$/);
  expect(error?.message).not.toContain(new URL(database.url).password);
  expect(error?.message).not.toContain('s3cret');
}

const address = () => `127.0.0.1:${new URL(database.url).port}`;

test('a port where nothing listens', async () => {
  const port = await new Promise<number>((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
  for (const error of await failures(changed((url) => (url.port = String(port)))))
    expectSentence(error, 'DATABASE_UNREACHABLE', `127.0.0.1:${port}`);
});

test('a name that stands for several addresses, none of which answers', async () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  expectSentence(
    explainDatabaseError(new AggregateError([refused, refused]), 'postgresql://u:s3cret@localhost/x'),
    'DATABASE_UNREACHABLE',
    'localhost:5432',
  );
});

test('a wrong password', async () => {
  for (const error of await failures(changed((url) => (url.password = 's3cret'))))
    expectSentence(error, 'DATABASE_LOGIN_REFUSED', 'user "collapsar"');
});

test('no password where one is wanted', async () => {
  // by pg alone: Prisma's pool leaves such a connection half open for a minute, and the database could not be dropped meanwhile
  const url = changed((url) => (url.password = ''));
  const error = await withClient(url, async () => {}).catch((error: unknown) => error);
  expectSentence(explainDatabaseError(error, url), 'DATABASE_LOGIN_REFUSED', address());
});

test('a database that does not exist', async () => {
  for (const error of await failures(nameDatabase(database.url, 'no such thing')))
    expectSentence(error, 'DATABASE_UNKNOWN', '"no such thing"');
});

test('a host that does not exist', async () => {
  const [fromPg, fromPrisma] = await failures(changed((url) => (url.hostname = 'db.invalid')));
  expectSentence(fromPg, 'DATABASE_HOST_UNKNOWN', 'db.invalid');
  expectSentence(fromPrisma, 'DATABASE_UNREACHABLE', 'db.invalid'); // Prisma does not tell the two apart
});

test.each([
  '',
  'localhost',
  'postgresql://',
  'mysql://u:s3cret@host/db',
  'postgresql://u:s3cret@host:port/db',
  'postgresql://u:s3%cret@host/d%zz',
  'postgresql://u:s3cret@host',
])('an address that cannot be read: "%s"', (url) => {
  expect(() => checkDatabaseUrl(url)).toThrow(expect.objectContaining({ code: 'DATABASE_URL_MALFORMED' }));
  const error = explainDatabaseError(new Error(`Invalid URL ${url}`), url);
  expectSentence(error, 'DATABASE_URL_MALFORMED', 'must look like postgresql://');
  expect(error?.cause).toBeUndefined();
});

test('no connection left', async () => {
  const limited = await withClient(database.url, async (client) => {
    await client.query(`ALTER DATABASE ${new URL(database.url).pathname.slice(1)} CONNECTION LIMIT 0`);
    await client.query("CREATE ROLE limited LOGIN PASSWORD 'limited'");
    return changed((url) => {
      url.username = 'limited';
      url.password = 'limited';
    });
  });
  const errors = await failures(limited);
  await withClient(database.url, (client) =>
    client.query(`ALTER DATABASE ${new URL(database.url).pathname.slice(1)} CONNECTION LIMIT -1; DROP ROLE limited`),
  );
  for (const error of errors) expectSentence(error, 'DATABASE_TOO_MANY_CONNECTIONS', address());
});

test('a connection ended by the server', async () => {
  const client = new pg.Client({ connectionString: database.url });
  client.on('error', () => {});
  await client.connect();
  const error = await client.query('SELECT pg_terminate_backend(pg_backend_pid())').catch((error: unknown) => error);
  await client.end();
  expectSentence(explainDatabaseError(error, database.url), 'DATABASE_CONNECTION_LOST', address());
  const record = connectRecord(database.url, { max: 1 });
  const fromPrisma = await record.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`.catch(
    (error: unknown) => error,
  );
  await record.$disconnect();
  expectSentence(explainDatabaseError(fromPrisma, database.url), 'DATABASE_CONNECTION_LOST', address());
});

test('a disk that is full', async () => {
  // raised by Postgres with the code it has for a full disk; filling a real one would take the machine with it
  const raise = "DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$";
  const error = await withClient(database.url, (client) => client.query(raise)).catch((error: unknown) => error);
  expectSentence(explainDatabaseError(error, database.url), 'DATABASE_DISK_FULL', address());
  const record = connectRecord(database.url, { max: 1 });
  const fromPrisma = await record.$executeRawUnsafe(raise).catch((error: unknown) => error);
  await record.$disconnect();
  expectSentence(explainDatabaseError(fromPrisma, database.url), 'DATABASE_DISK_FULL', address());
});

test('a statement longer than the bound of the client', async () => {
  const record = connectRecord(database.url, { max: 1, statementTimeoutMs: 100 });
  const error = await record.$executeRaw`SELECT pg_sleep(5)`.catch((error: unknown) => error);
  await record.$disconnect();
  expectSentence(explainDatabaseError(error, database.url), 'DATABASE_TIMEOUT', address());
});

test("a mistake of our own is none of the database's surroundings", async () => {
  const error = await withClient(database.url, (client) => client.query('SELEC 1')).catch((error: unknown) => error);
  expect(explainDatabaseError(error, database.url)).toBeNull();
  expect(explainDatabaseError(new TypeError('x is not a function'), database.url)).toBeNull();
});
