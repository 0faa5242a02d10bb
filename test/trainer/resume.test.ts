import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshRecord } from '../fresh-record.ts';
import { childrenOf } from '../process-tree.ts';
import { until } from '../until.ts';
import { computed } from './computed.ts';
import { DaemonProcess } from './daemon-process.ts';
import { queueRun } from './queued-run.ts';

/** Many times the four epochs after which a run is disturbed: also a fast machine is then still training. */
const EPOCHS = 24;
const { record, url } = await freshRecord();
/** A checkpoint every second, so that a kill mostly falls between two; 0: after every epoch. */
const start = (checkpointSeconds = 1) => new DaemonProcess(url, { COLLAPSAR_CHECKPOINT_SECONDS: String(checkpointSeconds) });
let daemon = start();
afterAll(() => daemon.end());
const runOf = (id: string) => record.run.findUniqueOrThrow({ where: { id } });
const reaches = (id: string, epoch: number) => until(`epoch ${epoch}`, async () => (await runOf(id)).lastEpoch >= epoch);
const completed = (id: string) => until('the end of the run', async () => (await runOf(id)).status === 'COMPLETED');

describe('a run that is killed again and again', () => {
  let undisturbed: Awaited<ReturnType<typeof computed>>;

  beforeAll(async () => {
    const id = await queueRun(record, { plannedEpochs: EPOCHS });
    await completed(id);
    undisturbed = await computed(record, id);
  }, 900_000);

  test('an undisturbed run records every epoch once, with both snapshots', () => {
    expect(undisturbed.epochs.map(({ epoch }) => epoch)).toEqual(Array.from({ length: EPOCHS }, (_, i) => i + 1));
    expect(undisturbed.snapshots).toHaveLength(2 * EPOCHS);
    expect(undisturbed.epochs.at(-1)!.runningLoss!).toBeLessThan(undisturbed.epochs[0]!.runningLoss!);
  });

  test('kill -9 of the training process: the run goes on and ends bit for bit like the undisturbed one', async () => {
    const id = await queueRun(record, { plannedEpochs: EPOCHS });
    await reaches(id, 4);
    process.kill(childrenOf(daemon.child.pid!, 'run.js')[0]!, 'SIGKILL');
    await completed(id);
    expect((await runOf(id)).attempt).toBe(2);
    expect(await computed(record, id)).toEqual(undisturbed);
  }, 900_000);

  test('kill -9 of the daemon: its child stops, and the next daemon goes on', async () => {
    const id = await queueRun(record, { plannedEpochs: EPOCHS });
    await reaches(id, 4);
    await daemon.end('SIGKILL');
    daemon = start();
    await completed(id);
    expect(await computed(record, id)).toEqual(undisturbed);
  }, 900_000);

  test('kill -9 of daemon and training process at once: the run is taken over when its lease is out', async () => {
    const id = await queueRun(record, { plannedEpochs: EPOCHS });
    await reaches(id, 4);
    const [child] = childrenOf(daemon.child.pid!, 'run.js');
    const gone = daemon.end('SIGKILL');
    process.kill(child!, 'SIGKILL');
    await gone;
    daemon = start();
    await completed(id);
    expect((await runOf(id)).attempt).toBe(2);
    expect(await computed(record, id)).toEqual(undisturbed);
  }, 900_000);

  test('an orderly stop in mid-run writes a checkpoint and is not held against the run', async () => {
    const id = await queueRun(record, { plannedEpochs: EPOCHS });
    await reaches(id, 4);
    expect(await daemon.end('SIGTERM')).toBe(0);
    const stopped = await runOf(id);
    expect([stopped.status, stopped.fruitlessAttempts]).toEqual(['QUEUED', 0]);
    expect(await record.checkpoint.count({ where: { runId: id, epoch: stopped.lastEpoch } })).toBe(1);
    daemon = start();
    await completed(id);
    expect(await computed(record, id)).toEqual(undisturbed);
  }, 900_000);

  test('a stop in the very moment of the start is not held against the run either', async () => {
    const id = await queueRun(record, { plannedEpochs: 6 });
    for (let i = 0; i < 2; i++) {
      await until('a claim', async () => (await runOf(id)).status === 'RUNNING');
      await daemon.end('SIGTERM');
      daemon = start();
    }
    await completed(id);
    expect((await runOf(id)).error).toBeNull();
  }, 900_000);

  test('a damaged newest checkpoint is passed over with a warning, and the one before it is used', async () => {
    await daemon.end();
    daemon = start(0);
    const id = await queueRun(record, { plannedEpochs: EPOCHS });
    await reaches(id, 4);
    await daemon.end();
    expect(await record.checkpoint.count({ where: { runId: id } })).toBe(2);
    const newest = await record.checkpoint.findFirstOrThrow({ where: { runId: id }, orderBy: { epoch: 'desc' } });
    await record.$executeRaw`UPDATE "CheckpointPiece" SET data = set_byte(data, 1000, get_byte(data, 1000) # 1) WHERE "checkpointId" = ${newest.id}`;
    daemon = start();
    await completed(id);
    const warnings = await record.runLog.findMany({ where: { runId: id, level: 'WARN' } });
    expect(warnings.map(({ message }) => message).join()).toContain(`The checkpoint of epoch ${newest.epoch} is damaged`);
    // behind an older checkpoint may lie epochs of another backend than the row's
    const dropped = `1 epochs behind epoch ${newest.epoch - 1} are dropped and trained again: a newer checkpoint is damaged.`;
    expect(await record.runLog.count({ where: { runId: id, message: dropped } })).toBe(1);
    expect(await computed(record, id)).toEqual(undisturbed);
  }, 900_000);
});
