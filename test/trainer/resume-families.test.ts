import { afterAll, expect, test } from 'vitest';
import { freshRecord } from '../fresh-record.ts';
import { childrenOf } from '../process-tree.ts';
import { until } from '../until.ts';
import { computed } from './computed.ts';
import { DaemonProcess } from './daemon-process.ts';
import { queueRun } from './queued-run.ts';

const { record, url } = await freshRecord();
const daemon = new DaemonProcess(url, { COLLAPSAR_CHECKPOINT_SECONDS: '1' });
afterAll(() => daemon.end());
const runOf = (id: string) => record.run.findUniqueOrThrow({ where: { id } });
const completed = (id: string) => until('the end of the run', async () => (await runOf(id)).status === 'COMPLETED');

for (const [architecture, depth, architectureOptions] of [['resnet', 8, { width: 4 }], ['densenet', 16, { growth: 4 }]] as const) {
  test(`a ${architecture} of depth ${depth} that is killed ends bit for bit like the undisturbed one`, async () => {
    const run = { architecture, depth, architectureOptions: { ...architectureOptions }, plannedEpochs: 14 };
    const whole = await queueRun(record, run);
    await completed(whole);
    const killed = await queueRun(record, run);
    await until('two epochs', async () => (await runOf(killed)).lastEpoch >= 2);
    process.kill(childrenOf(daemon.child.pid!, 'run.js')[0]!, 'SIGKILL');
    await completed(killed);
    expect((await runOf(killed)).attempt).toBe(2);
    expect(await computed(record, killed)).toEqual(await computed(record, whole));
  }, 900_000);
}
