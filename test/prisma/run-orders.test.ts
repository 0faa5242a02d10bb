import { expect, test } from 'vitest';
import type { RunStatus } from '../../prisma/client.ts';
import { cancelRun, orderRun, orderRunIn, orderRunsIn, pauseRun, resumeRun, type RunOrder } from '../../prisma/run-orders.ts';
import { freshRecord } from '../fresh-record.ts';
import { queueRun } from '../trainer/queued-run.ts';

const { record } = await freshRecord();
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

test('in a caller\'s transaction an order says what it did, and undoes with that transaction', async () => {
  const id = await queueRun(record);
  const pause = () => record.$transaction((tx) => orderRunIn(tx, id, 'pause'));
  expect(await pause()).toEqual({ runId: id, changed: true, before: 'QUEUED', after: 'PAUSED' });
  expect(await pause()).toEqual({ runId: id, changed: false, before: 'PAUSED', after: 'PAUSED' });
  const undone = record.$transaction(async (tx) => {
    await orderRunIn(tx, id, 'cancel');
    throw new Error('the rest of the transaction');
  });
  await expect(undone).rejects.toThrow('the rest of the transaction');
  expect([(await runOf(id)).status, await newsOf(id)]).toEqual(['PAUSED', ['run.paused']]);
});

test('an order to many runs goes to all of them, answered as asked', async () => {
  const [waits, rests] = [await queueRun(record, { status: 'RUNNING' }), await queueRun(record, { status: 'PAUSED' })];
  const obeyed = await record.$transaction((tx) => orderRunsIn(tx, [rests, waits, rests], 'pause'));
  expect(obeyed.map(({ runId, changed }) => [runId, changed])).toEqual([[rests, false], [waits, true], [rests, false]]);
  expect([await newsOf(waits), await newsOf(rests)]).toEqual([['run.paused'], []]);
});

test.each([['COMPLETED', 'PRECONDITION_FAILED'], [null, 'NOT_FOUND']] as const)('an order to many of which one is %s reaches none', async (status, code) => {
  const ids = [await queueRun(record), status ? await queueRun(record, { status }) : 'run_none'];
  await expect(record.$transaction((tx) => orderRunsIn(tx, ids, 'cancel'))).rejects.toMatchObject({ code });
  expect([(await runOf(ids[0]!)).status, await newsOf(ids[0]!)]).toEqual(['QUEUED', []]);
});

test('people who order the same runs in different sequence at once do not block each other', async () => {
  const ids = [await queueRun(record), await queueRun(record), await queueRun(record)];
  const order = (i: number) => record.$transaction((tx) => orderRunsIn(tx, i % 2 ? ids : ids.toReversed(), 'pause'));
  const all = await Promise.all(Array.from({ length: 8 }, (_, i) => order(i)));
  expect(all.flat().filter(({ changed }) => changed)).toHaveLength(ids.length);
  for (const id of ids) expect(await newsOf(id)).toEqual(['run.paused']);
});
