import type { PrismaClient, RunStatus } from '../prisma/client.ts';
import { listenForEvents } from '../prisma/events.ts';
import { DAEMON_NAME } from './daemon.ts';
import { patiently } from './patience.ts';
import { type Progress, tell } from './talk.ts';
import { Waker } from './waker.ts';

/** News comes by notice; this bounds the wait when one was lost. */
const LOOK_AGAIN_MS = 5_000;
/** Many runs of short epochs must not make a look an epoch. */
const SHORTEST_PAUSE_MS = 500;
const RECENT_EPOCHS = 5;
/** No trainer takes a run of these; a paused one waits for a person. */
const OVER: readonly RunStatus[] = ['COMPLETED', 'FAILED', 'CANCELLED', 'DIVERGED', 'PAUSED'];

/**
 * Tells the progress of every run in training, on whatever machine: it is read from the record alone. Returns when the runs `ids` are over
 * (ended, or paused), or with null when no run is queued or in training. Leaving it changes nothing for the runs.
 */
export async function watchRuns(record: PrismaClient, url: string, ids: readonly string[] | null): Promise<void> {
  const waker = new Waker();
  const say = (text: string) => tell({ kind: 'say', text });
  const wake = () => waker.wake();
  const stopListening = listenForEvents(url, wake, wake);
  // those asked for are told of even if they begin and end between two looks
  const untold = new Set(ids ?? []);
  let toldOfNobody = false;
  for (;;) {
    const { running, over, isDone, trainers } = await patiently(() => look(record, ids, untold), url, say);
    for (const run of running) {
      untold.add(run.runId);
      tell(run);
    }
    for (const run of over) {
      untold.delete(run.runId);
      tell({ kind: 'finished', ...run });
    }
    if (isDone) break;
    if (trainers === 0 && !toldOfNobody) say('No trainer works on this record: npm start or npm run trainer starts one.');
    toldOfNobody = trainers === 0;
    await Promise.all([waker.sleep(LOOK_AGAIN_MS), new Promise((resolve) => setTimeout(resolve, SHORTEST_PAUSE_MS))]);
  }
  await stopListening();
}

async function look(record: PrismaClient, ids: readonly string[] | null, untold: ReadonlySet<string>) {
  const isAwaited = ids === null ? { source: 'TRAINED' as const, status: { in: ['QUEUED', 'RUNNING'] as RunStatus[] } } : { id: { in: [...ids] }, status: { notIn: [...OVER] } };
  // first what is left: a run that ends between these questions is then told of in this look or in the next, and never missed
  const left = await record.run.count({ where: isAwaited });
  const running = await progressOfAll(record);
  const notRunning = [...untold].filter((id) => !running.some((run) => run.runId === id));
  const rows = await record.run.findMany({ where: { id: { in: notRunning }, status: { in: [...OVER] } }, select: { id: true, name: true, status: true, lastEpoch: true, error: true } });
  const over = rows.map(({ id, name, status, lastEpoch, error }) => ({
    runId: id, text: `${name}: ${status.toLowerCase()} after ${lastEpoch} epochs.${status === 'FAILED' && error ? ` ${error}` : ''}`,
  }));
  return { running, over, isDone: left === 0, trainers: running.length > 0 ? running.length : await countTrainers(record) };
}

async function progressOfAll(record: PrismaClient): Promise<Progress[]> {
  const runs = await record.run.findMany({
    where: { status: 'RUNNING', source: 'TRAINED' },
    orderBy: { id: 'asc' },
    select: { id: true, name: true, lastEpoch: true, plannedEpochs: true, imagesPerSecond: true, epochs: { orderBy: { epoch: 'desc' }, take: RECENT_EPOCHS, select: { runningLoss: true, trainError: true, durationMs: true } } },
  });
  return runs.map(({ id, name, lastEpoch, plannedEpochs, imagesPerSecond, epochs }): Progress => {
    const mean = epochs.reduce((sum, { durationMs }) => sum + (durationMs ?? 0), 0) / epochs.length;
    return {
      kind: 'progress', runId: id, name, epoch: lastEpoch, fraction: 0, plannedEpochs, imagesPerSecond,
      loss: epochs[0]?.runningLoss ?? null,
      trainError: epochs.find(({ trainError }) => trainError !== null)?.trainError ?? null,
      remainingMs: epochs.length === 0 ? null : mean * (plannedEpochs - lastEpoch),
    };
  });
}

/** By the name that a daemon gives the connection on which it listens, idle or not. */
export async function countTrainers(record: PrismaClient): Promise<number> {
  const [row] = await record.$queryRaw<{ trainers: number }[]>`
    SELECT count(*)::int AS trainers FROM pg_stat_activity WHERE application_name = ${DAEMON_NAME} AND datname = current_database()`;
  return row!.trainers;
}
