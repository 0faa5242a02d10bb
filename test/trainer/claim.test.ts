import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connectRecord, type PrismaClient } from '../../prisma/client.ts';
import { beat, claimNextRun, endRun, releaseClaim } from '../../trainer/claim.ts';
import { freshDatabase } from '../postgres.ts';
import { queueRun } from './queued-run.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let record: PrismaClient;
const claim = (held: string[] = []) => claimNextRun(record, 'a machine', held);
const runOf = (id: string) => record.run.findUniqueOrThrow({ where: { id } });
const letLeaseRunOut = (id: string) => record.$executeRaw`UPDATE "Run" SET heartbeat = now() - interval '16 seconds' WHERE id = ${id}`;

beforeAll(async () => {
  database = await freshDatabase();
  record = connectRecord(database.url, { max: 12 });
});
afterAll(async () => {
  await record.$disconnect();
  await database.drop();
});
beforeEach(async () => {
  await record.run.deleteMany();
});

test('ten claimants at once get ten different runs', async () => {
  const queued = await Promise.all(Array.from({ length: 10 }, () => queueRun(record)));
  const claims = await Promise.all(Array.from({ length: 10 }, () => claim()));
  expect(claims.map((won) => won?.runId).sort()).toEqual(queued.sort());
  expect(await claim()).toBeNull();
});

test('the run of higher priority is taken first, then the older one', async () => {
  const [older, newer, urgent] = [await queueRun(record), await queueRun(record), await queueRun(record, { priority: 1 })];
  expect([await claim(), await claim(), await claim()].map((won) => won?.runId)).toEqual([urgent, older, newer]);
});

test('a run with a living holder is left alone, one whose heartbeat stopped is taken over with a higher attempt', async () => {
  const id = await queueRun(record);
  const first = await claim();
  expect(await claim()).toBeNull();
  await letLeaseRunOut(id);
  expect(await claim()).toEqual({ runId: id, attempt: first!.attempt + 1 });
});

test('a daemon does not take a run from its own living process', async () => {
  const id = await queueRun(record);
  await claim();
  await letLeaseRunOut(id);
  expect(await claim([id])).toBeNull();
});

test('the superseded holder has no heartbeat, releases nothing and ends nothing', async () => {
  const id = await queueRun(record);
  const first = (await claim())!;
  await letLeaseRunOut(id);
  const second = (await claim())!;
  expect(await beat(record, first)).toBe(false);
  expect(await beat(record, second)).toBe(true);
  await releaseClaim(record, first, { asked: true });
  await expect(endRun(record, first, 'COMPLETED', null)).rejects.toThrow(`Attempt ${first.attempt} of run ${id} was superseded by attempt ${second.attempt}`);
  expect((await runOf(id)).status).toBe('RUNNING');
});

test('three tries without a new epoch fail the run, with the last error in its sentence', async () => {
  const id = await queueRun(record);
  for (let i = 0; i < 3; i++) await releaseClaim(record, (await claim())!, { asked: false, error: 'it died' });
  expect(await claim()).toBeNull();
  const run = await runOf(id);
  expect(run.status).toBe('FAILED');
  expect(run.error).toMatch(/^Given up after 3 tries in a row .* Last error: it died$/);
  expect(await record.event.count({ where: { runId: id, kind: 'run.failed' } })).toBe(1);
});

test('a run that is given back is announced', async () => {
  const id = await queueRun(record);
  await releaseClaim(record, (await claim())!, { asked: true });
  expect(await record.event.count({ where: { runId: id, kind: 'run.queued' } })).toBe(2);
});

test('a stop that was asked for does not count as a try', async () => {
  await queueRun(record);
  for (let i = 0; i < 5; i++) await releaseClaim(record, (await claim())!, { asked: true });
  expect((await claim())?.attempt).toBe(6);
});
