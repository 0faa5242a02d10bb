import { expect, test } from 'vitest';
import { findAddon } from '../../../trainer/backends/addon.ts';
import { type Claim, claimNextRun } from '../../../trainer/claim.ts';
import { dropTail } from '../../../trainer/recording/drop-tail.ts';
import { freshRecord } from '../../fresh-record.ts';
import { childrenOf } from '../../process-tree.ts';
import { until } from '../../until.ts';
import { DaemonProcess } from '../daemon-process.ts';
import { queueRun } from '../queued-run.ts';

const { record, url } = await freshRecord();

/** A claimed run with five epochs, the terminal phase from the fourth on. */
async function fiveEpochs(): Promise<Claim> {
  await queueRun(record);
  const claim = (await claimNextRun(record, 'a machine', []))!;
  const values = { attempt: claim.attempt, learningRate: 0.1, runningLoss: 1, runningError: 0, imagesPerSecond: 1, durationMs: 1 };
  await record.epoch.createMany({ data: [1, 2, 3, 4, 5].map((epoch) => ({ runId: claim.runId, epoch, ...values })) });
  await record.run.update({ where: { id: claim.runId }, data: { lastEpoch: 5, terminalPhaseEpoch: 4 } });
  return claim;
}
const epochsOf = async (runId: string) => (await record.epoch.findMany({ where: { runId }, orderBy: { epoch: 'asc' } })).map(({ epoch }) => epoch);
const runOf = (id: string) => record.run.findUniqueOrThrow({ where: { id } });

test('the epochs behind the checkpoint go, and the terminal phase that began in one of them', async () => {
  const claim = await fiveEpochs();
  expect(await dropTail(record, claim, 3)).toBe(2);
  expect(await epochsOf(claim.runId)).toEqual([1, 2, 3]);
  expect(await runOf(claim.runId)).toMatchObject({ terminalPhaseEpoch: null, lastEpoch: 5 });
});

test('a terminal phase that began before stays', async () => {
  const claim = await fiveEpochs();
  expect(await dropTail(record, claim, 4)).toBe(1);
  expect((await runOf(claim.runId)).terminalPhaseEpoch).toBe(4);
});

test('a stale attempt drops nothing', async () => {
  const claim = await fiveEpochs();
  await record.run.update({ where: { id: claim.runId }, data: { attempt: 2 } });
  await expect(dropTail(record, claim, 3)).rejects.toMatchObject({ code: 'STALE_ATTEMPT' });
  expect(await epochsOf(claim.runId)).toEqual([1, 2, 3, 4, 5]);
});

/** Many more than the four after which the run is killed: also a fast machine is then still training. */
const EPOCHS = 30;
const NATIVE = 'native (TensorFlow.js 4.22.0, TensorFlow 2.15.1, 1 thread)';
const missing = findAddon('native') ? '' : ' (not installed: collapsar backend native)';
for (const [what, backend, before, absent] of [
  ['with another backend than it began with', 'wasm', NATIVE, ''],
  ['on native, which does not promise the same bits', 'native', null, missing],
] as const) {
  test.skipIf(absent)(`a run that goes on ${what}${absent} has one history: what it wrote behind its checkpoint is gone`, async () => {
    await record.run.updateMany({ data: { status: 'CANCELLED' } });
    const id = await queueRun(record, { plannedEpochs: EPOCHS });
    await trainAndKill(id, backend);
    const { lastEpoch } = await record.run.update({ where: { id }, data: before ? { backend: before } : {} });
    const daemon = start(backend);
    await until('the end of the run', async () => (await runOf(id)).status === 'COMPLETED');
    await daemon.end();
    const lines = (await record.runLog.findMany({ where: { runId: id } })).map(({ message }) => message);
    expect(lines).toContain(`Backend: ${backend}, as COLLAPSAR_BACKEND says.`);
    expect(lines.find((line) => line.startsWith(`${lastEpoch} epochs behind epoch 0 are dropped`))).toMatch(new RegExp(`with ${backend} \\(TensorFlow.* after native \\(`));
    expect(await record.epoch.findMany({ where: { runId: id, attempt: 1 } })).toEqual([]);
    expect(await epochsOf(id)).toEqual(Array.from({ length: EPOCHS }, (_, i) => i + 1));
  }, 120_000);
}

/** Kills daemon and training process after four epochs and waits for the database to see it. */
async function trainAndKill(id: string, backend: string) {
  const daemon = start(backend);
  await until('epoch 4', async () => (await runOf(id)).lastEpoch >= 4);
  const [child] = childrenOf(daemon.child.pid!, 'run.js');
  const gone = daemon.end('SIGKILL');
  process.kill(child!, 'SIGKILL');
  await gone;
  const isSilent = async () => {
    const sessions = await record.$queryRaw<object[]>`SELECT 1 FROM pg_stat_activity WHERE application_name = 'collapsar-run' AND datname = current_database()`;
    return sessions.length === 0;
  };
  await until('the end of its last transaction', isSilent);
}

/** No checkpoint but at an orderly end: a kill leaves all epochs behind it. */
const start = (backend: string) => new DaemonProcess(url, { COLLAPSAR_CHECKPOINT_SECONDS: '600', COLLAPSAR_BACKEND: backend });
