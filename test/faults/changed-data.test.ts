import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { freshRecord } from '../fresh-record.ts';
import { DaemonProcess } from '../trainer/daemon-process.ts';
import { mnistFiles, temporaryFolder } from '../trainer/datasets/folders.ts';
import { queueRun } from '../trainer/queued-run.ts';
import { until } from '../until.ts';

const { record, url } = await freshRecord();
const LABELS = 't10k-labels-idx1-ubyte';
const EPOCHS = 16;
const runOf = (id: string) => record.run.findUniqueOrThrow({ where: { id } });

/** A folder of data sets with the official test labels; the larger files come from the installed package. */
async function dataFolder() {
  const root = await temporaryFolder();
  const file = path.join(root, 'MNIST/raw', LABELS);
  mkdirSync(path.dirname(file), { recursive: true });
  copyFileSync(path.join(mnistFiles, LABELS), file);
  return { root, file };
}

function trainer(root: string): DaemonProcess {
  const daemon = new DaemonProcess(url, { COLLAPSAR_DATA: root, COLLAPSAR_CHECKPOINT_SECONDS: '0' });
  onTestFinished(async () => void (await daemon.end()));
  return daemon;
}

const flipped = (content: Uint8Array) => content.with(5000, content[5000]! === 1 ? 2 : 1);
const DAMAGES: Record<string, { content: (official: Uint8Array) => Uint8Array; details: string }> = {
  'in which one label is another': { content: flipped, details: `${LABELS} is not the official ${LABELS} of MNIST: sha256` },
  'that was cut': { content: (official) => official.subarray(0, -1), details: `${LABELS} is damaged: its header announces 10000 bytes after 8, 10008 together, and it has 10007` },
  'that was taken for another': { content: () => readFileSync(path.join(mnistFiles, 'train-labels-idx1-ubyte')), details: "is that of MNIST's train-labels-idx1-ubyte" },
};

test.each(Object.entries(DAMAGES))('a run does not go on with a file %s, says which, and goes on when it is put back', async (_, { content, details }) => {
  const { root, file } = await dataFolder();
  const id = await queueRun(record, { plannedEpochs: EPOCHS });
  const first = trainer(root);
  await until('epoch 2', async () => (await runOf(id)).lastEpoch >= 2, 180);
  await first.end();
  const before = await runOf(id);
  writeFileSync(file, content(readFileSync(file)));
  const second = trainer(root);
  const refused = await until('the refusal', async () => ((await runOf(id)).error ? runOf(id) : null), 180);
  await second.end();
  expect(refused).toMatchObject({ status: 'QUEUED', fruitlessAttempts: 0, lastEpoch: before.lastEpoch, datasetDigest: before.datasetDigest });
  expect(refused.error).toContain('The files of MNIST are not those that this run began with; put those back and it goes on, or cancel it.');
  expect(refused.error).toContain(details);
  copyFileSync(path.join(mnistFiles, LABELS), file);
  trainer(root);
  await until('the end', async () => (await runOf(id)).status === 'COMPLETED', 180);
  expect(await record.epoch.count({ where: { runId: id } })).toBe(EPOCHS);
}, 400_000);

test('a run that never began fails on a file that was cut, with its name and what it holds', async () => {
  const { root, file } = await dataFolder();
  writeFileSync(file, readFileSync(file).subarray(0, -1));
  const id = await queueRun(record);
  trainer(root);
  const run = await until('the failure', async () => ((await runOf(id)).status === 'FAILED' ? runOf(id) : null), 180);
  expect(run.error).toContain(`${file} is damaged: its header announces 10000 bytes after 8, 10008 together, and it has 10007`);
  expect([run.lastEpoch, run.datasetDigest]).toEqual([0, null]);
}, 200_000);
