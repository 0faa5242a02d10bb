import { connectRecord, type PrismaClient } from '../prisma/client.ts';
import { explainDatabaseError } from '../prisma/errors.ts';
import { queueRuns, type QueueRequest } from '../prisma/queue-runs.ts';
import { orderRun } from '../prisma/run-orders.ts';
import { bestRate, rateOutcomes } from './launch-run-best-rate.ts';
import { checkTrainable } from './launch-run-check.ts';
import { type LaunchRequest, parseLaunch } from './launch-run-request.ts';
import { tryRun } from './launch-run-trial.ts';
import { countTrainers, watchRuns } from './launch-run-watch.ts';
import { readTrainerSettings } from './settings.ts';
import { tell } from './talk.ts';

/** `node collapsar.mjs train ...`: checks everything, then queues runs, gives orders, watches, or only tries. docs/training.md is its manual. */
async function main(args: readonly string[]) {
  const request = parseLaunch(args);
  for (const { settings } of request.queue?.runs ?? []) checkTrainable(settings);
  if (request.isDryRun) return await dryRun(request.queue!);
  const url = await databaseUrl();
  process.env.DATABASE_URL = url;
  const record = connectRecord(url, { max: 2, applicationName: 'collapsar-train' });
  try {
    await work(record, url, request);
  } catch (error) {
    throw explainDatabaseError(error, url) ?? error;
  } finally {
    await record.$disconnect();
  }
}

async function work(record: PrismaClient, url: string, { queue, orders, watches, isSweep }: LaunchRequest) {
  for (const { order, runId } of orders) {
    const changed = await orderRun(record, runId, order);
    say(changed ? `${runId}: ${DONE[order]}.` : `${runId}: nothing to do, it is so already.`);
  }
  const ids = queue && (await enqueue(record, queue));
  if (watches) await watchRuns(record, url, ids);
  else if (ids && (await countTrainers(record)) === 0) say('No trainer works on this record: npm start or npm run trainer starts one.');
  if (ids && isSweep && watches) await nameBest(record, ids);
}
const DONE = { pause: 'paused; --resume lets it go on', resume: 'queued again, it goes on from its last whole epoch', cancel: 'cancelled; what was recorded stays' };

async function enqueue(record: PrismaClient, queue: QueueRequest): Promise<string[]> {
  const { runs } = await queueRuns(record, queue);
  for (const { id, name } of runs) say(`queued in ${queue.study.slug}: ${name}  ${id}`);
  return runs.map(({ id }) => id);
}

async function nameBest(record: PrismaClient, ids: readonly string[]) {
  const best = bestRate(await rateOutcomes(record, ids));
  if (!best) return say('No rate has a test error after the last epoch in all its runs: none is best.');
  const over = best.runs > 1 ? `, mean of ${best.runs} seeds` : '';
  say(`Best learning rate by test error at the last epoch: ${Number(best.learningRate.toPrecision(7))} (test error ${percent(best.testError)}${over}).`);
}

async function dryRun({ runs, study }: QueueRequest) {
  // a rate or a seed changes neither time nor memory: one trial stands for all runs of a command
  const [{ settings }] = runs as [QueueRequest['runs'][number]];
  const { backend, dataFolder } = readTrainerSettings({ DATABASE_URL: 'none', ...process.env });
  const trial = await tryRun(settings, { backend, dataFolder });
  const { optimiser: { learningRate, momentum, weightDecay, batchSize }, schedule, measuredEpochs } = settings;
  const steps = schedule.steps.map(({ afterEpoch, factor }) => `x${factor} after ${afterEpoch}`).join(', ');
  say(`study         ${study.slug}, ${runs.length === 1 ? `run "${runs[0]!.name}"` : `${runs.length} runs, from "${runs[0]!.name}" to "${runs.at(-1)!.name}"`}`);
  say(`network       ${settings.architecture} of depth ${settings.depth}: ${count(trial.parameters)} parameters, p = ${count(trial.features)}`);
  say(`images        ${settings.dataset}: ${count(trial.trainImages)} to train on, ${count(trial.testImages)} to test`);
  say(`training      ${settings.epochs} epochs, SGD ${Number(learningRate.toPrecision(6))} ${steps}, momentum ${momentum}, decay ${weightDecay}, batch ${batchSize}, ${settings.loss === 'MSE' ? 'squared error' : 'cross-entropy'}, ${settings.lossReduction}`);
  say(`measured      after ${measuredEpochs.length} epochs: ${measuredEpochs.join(' ')}`);
  say(`time          ${duration(trial.leastMs)} to ${duration(trial.mostMs)} a run (${trial.stepMs.toFixed(0)} ms a step on ${trial.backend}; more the later the terminal phase comes)`);
  say(`memory        about ${megabytes(trial.memoryBytes)} a run; checkpoints of ${megabytes(trial.checkpointBytes)} in the database`);
  say('Nothing was written.');
}

const count = (value: number) => value.toLocaleString('en-US');
const megabytes = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MiB`;
const percent = (share: number) => `${Number((100 * share).toPrecision(4))} %`;
/** "40 s", "12 min", "3.4 h", "2.1 days". */
function duration(ms: number): string {
  if (ms < 90_000) return `${Math.ceil(ms / 1000)} s`;
  if (ms < 90 * 60_000) return `${Math.ceil(ms / 60_000)} min`;
  return ms < 48 * 3_600_000 ? `${(ms / 3_600_000).toFixed(1)} h` : `${(ms / 86_400_000).toFixed(1)} days`;
}
const say = (text: string) => tell({ kind: 'say', text });

/** The parent finds, starts and migrates the record when it is asked, which is after all checks; without a parent DATABASE_URL names it. */
function databaseUrl(): Promise<string> {
  if (!process.connected) return Promise.resolve(readTrainerSettings().databaseUrl);
  return new Promise((resolve) => {
    process.once('message', (message) => resolve((message as { url: string }).url));
    tell({ kind: 'database' });
  });
}

/** Messages to the parent are sent by the time this one is. */
const flushed = () => new Promise<void>((resolve) => (process.connected ? process.send!({ kind: 'flush' }, undefined, {}, () => resolve()) : resolve()));

process.on('disconnect', () => process.exit(130)); // the parent died: nobody reads on
main(process.argv.slice(2))
  .then(
    () => 0,
    (error: Error) => {
      console.error(error.name === 'CollapsarError' ? error.message : error.stack);
      return 1;
    },
  )
  .then(async (code) => {
    await flushed();
    process.exit(code);
  });
