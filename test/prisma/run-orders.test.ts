import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectRecord, type PrismaClient, type RunStatus } from '../../prisma/client.ts';
import { cancelRun, orderRun, pauseRun, resumeRun, type RunOrder } from '../../prisma/run-orders.ts';
import { freshDatabase } from '../postgres.ts';
import { queueRun } from '../trainer/queued-run.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let record: PrismaClient;
beforeAll(async () => {
  database = await freshDatabase();
  record = connectRecord(database.url);
});
afterAll(async () => {
  await record.$disconnect();
  await database.drop();
});
const runOf = (id: string) => record.run.findUniqueOrThrow({ where: { id } });
const newsOf = async (id: string) => (await record.event.findMany({ where: { runId: id }, orderBy: { id: 'asc' } })).map(({ kind }) => kind).slice(1);

const ALL: RunStatus[] = ['QUEUED', 'RUNNING', 'PAUSED', 'COMPLETED', 'FAILED', 'CANCELLED', 'DIVERGED'];
/** What becomes of each status; null: refused. */
const OUTCOMES: Record<RunOrder, (RunStatus | null)[]> = {
  pause: ['PAUSED', 'PAUSED', 'PAUSED', null, null, null, null],
  resume: ['QUEUED', 'RUNNING', 'QUEUED', null, null, null, null],
  cancel: ['CANCELLED', 'CANCELLED', 'CANCELLED', null, null, 'CANCELLED', null],
};

test.each(Object.entries(OUTCOMES) as [RunOrder, (RunStatus | null)[]][])('to %s leads from each status where the table says', async (order, outcomes) => {
  for (const [i, status] of ALL.entries()) {
    const id = await queueRun(record, { status });
    const asked = orderRun(record, id, order);
    if (outcomes[i] === null) await expect(asked).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
    else expect(await asked).toBe(outcomes[i] !== status);
    expect((await runOf(id)).status).toBe(outcomes[i] ?? status);
  }
});

test('each order is announced once, and one already obeyed is not', async () => {
  const id = await queueRun(record);
  for (const order of [pauseRun, pauseRun, resumeRun, resumeRun, cancelRun, cancelRun]) await order(record, id);
  expect(await newsOf(id)).toEqual(['run.paused', 'run.queued', 'run.cancelled']);
});

test('a resumed run has all its tries again, a cancelled one has an end', async () => {
  const id = await queueRun(record, { fruitlessAttempts: 2 });
  await pauseRun(record, id);
  expect((await runOf(id)).finishedAt).toBeNull();
  await resumeRun(record, id);
  expect((await runOf(id)).fruitlessAttempts).toBe(0);
  await cancelRun(record, id);
  expect((await runOf(id)).finishedAt).toBeInstanceOf(Date);
});

test('refusals say what the run is and what it must be', async () => {
  const id = await queueRun(record, { status: 'COMPLETED', name: 'VGG6' });
  await expect(pauseRun(record, id)).rejects.toThrow('"VGG6" is completed; to pause a run it must be queued or running.');
  await expect(cancelRun(record, 'run_none')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
