import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { serve } from '../served.ts';
import { madeEpoch } from './ingest-client.ts';

const manual = readFileSync(new URL('../../../docs/import.md', import.meta.url), 'utf8');
const folder = mkdtempSync(path.join(os.tmpdir(), 'collapsar-manual-'));
afterAll(() => rmSync(folder, { recursive: true }));

const hasCurl = spawnSync('curl', ['--version']).status === 0 && spawnSync('sh', ['-c', 'true']).status === 0;

test.skipIf(!hasCurl)('the commands of docs/import.md over HTTP do what it says', async () => {
  const served = await serve();
  try {
    const block = /```sh\n(U=[^`]*)```/.exec(manual)![1]!.replace('http://127.0.0.1:4000', served.url);
    writeFileSync(path.join(folder, 'epoch-1.npz'), madeEpoch());
    const child = spawn('sh', ['-ec', block], { cwd: folder });
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
    const run = await served.record.run.findFirstOrThrow({ include: { epochs: true } });
    expect(run).toMatchObject({ name: 'by curl', status: 'COMPLETED', lastEpoch: 1, epochs: [{ trainLoss: 0.31, trainError: 0 }] });
  } finally {
    await served.end();
  }
});
