import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { cancelRun } from '../../prisma/run-orders.ts';
import { freshRecord } from '../fresh-record.ts';
import { DaemonProcess } from '../trainer/daemon-process.ts';
import { mnistFiles, temporaryFolder } from '../trainer/datasets/folders.ts';
import { queueRun } from '../trainer/queued-run.ts';
import { until } from '../until.ts';

const { record, url } = await freshRecord();
const LABELS = 't10k-labels-idx1-ubyte';
/** More than are trained here. */
const EPOCHS = 2000;
const runOf = (id: string) => record.run.findUniqueOrThrow({ where: { id } });

/** Puts the official test labels into a folder of data sets; the larger files come from the installed package. */
function fillFolder(root: string) {
  const file = path.join(root, 'MNIST/raw', LABELS);
  mkdirSync(path.dirname(file), { recursive: true });
  copyFileSync(path.join(mnistFiles, LABELS), file);
  return { root, file };
}

const environment = (root: string) => ({ COLLAPSAR_DATA: root, COLLAPSAR_CHECKPOINT_SECONDS: '0' });

function trainer(root: string): DaemonProcess {
  const daemon = new DaemonProcess(url, environment(root));
  onTestFinished(async () => void (await daemon.end()));
  return daemon;
}

const flipped = (content: Uint8Array) => content.with(5000, content[5000]! === 1 ? 2 : 1);
const DAMAGES: Record<string, { content: (official: Uint8Array) => Uint8Array; details: string }> = {
  'in which one label is another': { content: flipped, details: `${LABELS} is not the official ${LABELS} of MNIST: sha256` },
  'that was cut': { content: (official) => official.subarray(0, -1), details: `${LABELS} is damaged: its header announces 10000 bytes after 8, 10008 together, and it has 10007` },
  'that was taken for another': { content: () => readFileSync(path.join(mnistFiles, 'train-labels-idx1-ubyte')), details: "is that of MNIST's train-labels-idx1-ubyte" },
};

describe('a run that has begun', () => {
  let id: string;
  let folder: ReturnType<typeof fillFolder>;
  /** Trains until there is another epoch; gives the run as it then is. */
  const another = async () => {
    const before = (await runOf(id)).lastEpoch;
    const daemon = new DaemonProcess(url, environment(folder.root));
    try {
      await until('another epoch', async () => (await runOf(id)).lastEpoch > before, 180);
    } finally {
      await daemon.end();
    }
    return runOf(id);
  };
  beforeAll(async () => {
    folder = fillFolder(mkdtempSync(path.join(os.tmpdir(), 'collapsar-data-')));
    id = await queueRun(record, { plannedEpochs: EPOCHS });
    await another();
  }, 200_000);
  afterAll(async () => {
    await cancelRun(record, id); // else the next test would train it to its end
    rmSync(folder.root, { recursive: true });
  });

  test.each(Object.entries(DAMAGES))('a run does not go on with a file %s, and says which', async (_, { content, details }) => {
    const { root, file } = folder;
    const before = await runOf(id);
    writeFileSync(file, content(readFileSync(path.join(mnistFiles, LABELS))));
    const daemon = trainer(root);
    // the refusal of the damage before stands until the run goes on
    const refused = await until('the refusal', async () => ((await runOf(id)).error?.includes(details) ? runOf(id) : null), 180);
    await daemon.end();
    expect(refused).toMatchObject({ status: 'QUEUED', fruitlessAttempts: 0, lastEpoch: before.lastEpoch, datasetDigest: before.datasetDigest });
    expect(refused.error).toContain('The files of MNIST are not those that this run began with; put those back and it goes on, or cancel it.');
  }, 400_000);

  test('it goes on when the file is put back, with every epoch once', async () => {
    copyFileSync(path.join(mnistFiles, LABELS), folder.file);
    const after = await another();
    expect(after.error).toBeNull();
    expect(await record.epoch.count({ where: { runId: id } })).toBe(after.lastEpoch);
  }, 400_000);
});

test('a run that never began fails on a file that was cut, with its name and what it holds', async () => {
  const { root, file } = fillFolder(await temporaryFolder());
  writeFileSync(file, readFileSync(file).subarray(0, -1));
  const id = await queueRun(record);
  trainer(root);
  const run = await until('the failure', async () => ((await runOf(id)).status === 'FAILED' ? runOf(id) : null), 180);
  expect(run.error).toContain(`${file} is damaged: its header announces 10000 bytes after 8, 10008 together, and it has 10007`);
  expect([run.lastEpoch, run.datasetDigest]).toEqual([0, null]);
}, 200_000);
