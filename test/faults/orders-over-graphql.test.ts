import { afterAll, beforeAll, expect, test } from 'vitest';
import { childrenOf } from '../process-tree.ts';
import { type Served, serve } from '../server/served.ts';
import { DaemonProcess } from '../trainer/daemon-process.ts';
import { until } from '../until.ts';

let served: Served;
let daemon: DaemonProcess;
beforeAll(async () => {
  served = await serve();
  daemon = new DaemonProcess(served.databaseUrl);
});
afterAll(async () => {
  await daemon.end();
  await served.end();
});

const SETTINGS = { architecture: 'vgg', depth: 6, dataset: 'MNIST', options: { width: 4 }, samplesPerClass: 20, testSamplesPerClass: 10, batchSize: 20, epochs: 400, measuredEpochs: [1], robustnessImages: 0 };
const LAUNCH = 'mutation ($input: LaunchRunsInput!) { launchRuns(input: $input) { runs { id } userErrors { message } } }';

const order = async (name: string, id: string) => {
  const { data } = await served.ask(`mutation ($input: RunsInput!) { ${name}(input: $input) { runs { status } userErrors { message } } }`, { input: { runIds: [id] } });
  expect(data[name].userErrors).toEqual([]);
  return data[name].runs[0].status;
};
const runOf = async (id: string) => (await served.ask('query ($id: ID!) { run(id: $id) { status lastEpoch attempt } }', { id })).data.run;
const isTraining = () => childrenOf(daemon.child.pid!, 'run.js').length > 0;

test('a run launched over GraphQL trains, stops within 5 s of pause, goes on after resume, and ends within 5 s of cancel', async () => {
  const { data } = await served.ask(LAUNCH, { input: { studySlug: 'ordered', runs: [{ settings: SETTINGS }] } });
  expect(data.launchRuns.userErrors).toEqual([]);
  const { id } = data.launchRuns.runs[0];
  await until('three epochs', async () => (await runOf(id)).lastEpoch >= 3);

  expect(await order('pauseRuns', id)).toBe('PAUSED');
  await until('the training process to leave within 5 s', async () => !isTraining(), 5);
  const paused = await runOf(id);
  expect(await order('resumeRuns', id)).toBe('QUEUED');
  await until('further epochs', async () => (await runOf(id)).lastEpoch > paused.lastEpoch + 1);

  expect(await order('cancelRuns', id)).toBe('CANCELLED');
  await until('the training process to leave within 5 s', async () => !isTraining(), 5);
  const { lastEpoch, attempt } = await runOf(id);
  expect(attempt).toBe(2);
  const { data: rows } = await served.ask('query ($id: ID!) { run(id: $id) { history { epochs } } }', { id });
  expect(rows.run.history.epochs).toEqual(Array.from({ length: lastEpoch }, (_, i) => i + 1));
}, 120_000);
