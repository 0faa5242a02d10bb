import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { freshRecord } from '../fresh-record.ts';
import { DaemonProcess } from '../trainer/daemon-process.ts';
import { queueRun } from '../trainer/queued-run.ts';
import { until } from '../until.ts';

const { record, url } = await freshRecord();

test('a training process whose memory ends takes neither the daemon nor the queue with it', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'collapsar-heap-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const order = path.join(folder, 'fill');
  writeFileSync(order, '');
  const daemon = new DaemonProcess(url, { FILL_HEAP_FILE: order, NODE_OPTIONS: `--max-old-space-size=256 --require ${path.join(import.meta.dirname, 'filling-heap.cjs')}` });
  onTestFinished(() => void daemon.end('SIGKILL'));
  const id = await queueRun(record, { plannedEpochs: 12 });
  const run = await until('the end of the run', () => record.run.findFirst({ where: { id, status: 'COMPLETED' } }), 90);
  expect(existsSync(order)).toBe(false);
  expect(run).toMatchObject({ attempt: 2, lastEpoch: 12, error: null });
  expect(daemon.child.exitCode).toBeNull();
  expect(daemon.messages.some((message) => 'text' in message && message.text.startsWith('The training process of attempt 1 died with'))).toBe(true);
  expect(daemon.errors).toContain('out of memory');
}, 120_000);
