import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http, { type IncomingMessage } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectRecord, type PrismaClient } from '../../../prisma/client.ts';
import { LOCAL_ADMIN } from '../../../server/access/caller.ts';
import { importArchive } from '../../../server/export/import-archive.ts';
import { freshDatabase, withClient } from '../../postgres.ts';
import { until } from '../../until.ts';
import { ServerProcess } from '../server-process.ts';
import { archiveBytes, counts, everything, inEmptyRecord } from './archives.ts';
import { addCheckpoint, makeStudy } from './made-study.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'collapsar-killed-'));
const command = path.join(import.meta.dirname, '../../../dist/server/export/import-archive-command.js');
let database: Awaited<ReturnType<typeof freshDatabase>>;
let record: PrismaClient;
let made: Awaited<ReturnType<typeof makeStudy>>;
beforeAll(async () => {
  database = await freshDatabase();
  record = connectRecord(database.url);
  made = await makeStudy(record, 'made');
});
afterAll(async () => {
  await record.$disconnect();
  await database.drop();
  rmSync(folder, { recursive: true });
});

const WAITING = 'SELECT FROM pg_locks JOIN pg_database d ON d.oid = database WHERE NOT granted AND datname = current_database()';

test('an import killed between its first row and its last leaves nothing, and the next one gives exactly one copy', async () => {
  const file = path.join(folder, 'made.tar');
  writeFileSync(file, await archiveBytes(record, made.study));
  await inEmptyRecord(async (empty, url) => {
    await withClient(url, async (client) => {
      // parts of snapshots are written after runs, epochs, logs and cores: the import waits there, inside its transaction
      await client.query('BEGIN');
      await client.query('LOCK TABLE "SnapshotPart" IN ACCESS EXCLUSIVE MODE');
      const child = spawn(process.execPath, ['-e', 'import(process.argv[1]).then((m) => m.runImport([process.argv[2]], process.argv[3]))', command, file, url], { stdio: 'inherit' });
      const gone = new Promise((resolve) => child.once('exit', resolve));
      await until('the import to wait', async () => (await client.query(WAITING)).rowCount! > 0);
      child.kill('SIGKILL');
      await gone;
      await client.query('ROLLBACK');
    });
    expect(await counts(empty)).toMatchObject({ Study: 0, Run: 0, Epoch: 0, Snapshot: 0, RunLog: 0, Event: 0, AuditEvent: 0 });
    await importArchive(empty, file, LOCAL_ADMIN);
    expect(await everything(empty, made.study.id)).toEqual(await everything(record, made.study.id));
  });
}, 90_000);

test('a server killed during an export leaves a cut connection, never what looks like a whole file', async () => {
  // larger than all buffers on the way, so that the answer is still under way when its first bytes are here
  const piece = Buffer.alloc(4 * 1024 * 1024, 'x');
  const pieces = Array.from({ length: 8 }, (_, i) => Buffer.concat([Buffer.from([i]), piece.subarray(1)]));
  await addCheckpoint(record, made.whole.id, 3, pieces);
  const server = new ServerProcess({ DATABASE_URL: database.url });
  const url = await server.serving();
  const response = await new Promise<IncomingMessage>((resolve, reject) => http.get(`${url}/export/studies/made.tar?checkpoints=1`, resolve).on('error', reject));
  expect(response.statusCode).toBe(200);
  await new Promise((resolve) => response.once('readable', resolve));
  const closed = new Promise((resolve) => response.once('close', resolve).on('error', () => {}));
  server.child.kill('SIGKILL');
  await server.gone();
  response.resume();
  await closed;
  expect([response.complete, response.trailers]).toEqual([false, {}]);
}, 90_000);
