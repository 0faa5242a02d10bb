import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { madeEpoch } from '../server/ingest/ingest-client.ts';
import { floats, integers, zip } from '../server/ingest/made-files.ts';
import { type Served, serve } from '../server/served.ts';

vi.setConfig({ testTimeout: 120_000 });
const root = path.join(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(os.tmpdir(), 'collapsar-import-'));
let served: Served;
beforeAll(async () => {
  await command(['--help']); // the first one may have to build the program
  served = await serve();
}, 180_000);
afterAll(async () => {
  await served.end();
  rmSync(folder, { recursive: true });
});

function command(words: string[], env: Record<string, string> = {}): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [path.join(root, 'collapsar.mjs'), 'import', ...words], { cwd: folder, env: { ...process.env, ...env } });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text) => {
      said[stream] += text;
    });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...said })));
}

const put = (name: string, bytes: Uint8Array) => {
  writeFileSync(path.join(folder, name), bytes);
  return name;
};
const runOf = (name: string) => served.record.run.findFirstOrThrow({ where: { name }, include: { epochs: { orderBy: { epoch: 'asc' } } } });

test('files of several epochs become a run, once however often it is said', async () => {
  for (const epoch of [10, 2, 1]) put(`epoch-${epoch}.npz`, madeEpoch({ spread: 1 / (10 + epoch), wrong: epoch === 1 ? 2 : 0 }));
  const words = ['epoch-1.npz', 'epoch-10.npz', 'epoch-2.npz', '--study', 'imported', '--run', 'mlp', '--architecture', 'MLP 3x512', '--dataset', 'made up', '--class-names', 'a, b, c', '--seed', '3', '--optimiser', 'adam', '--learning-rate', '0.01'];
  const first = await command([...words, '--url', served.url]);
  const run = await runOf('mlp');
  expect([first.code, first.stderr, first.stdout.trimEnd().split('\n')]).toEqual([0, '', ['epoch 1  epoch-1.npz  train', 'epoch 2  epoch-2.npz  train', 'epoch 10  epoch-10.npz  train', `${served.url}/runs/${run.id}   terminal phase from epoch 2`]]);
  expect(run).toMatchObject({ status: 'COMPLETED', architecture: 'MLP 3x512', classNames: ['a', 'b', 'c'], seed: 3, lastEpoch: 10, optimiser: { kind: 'adam', learningRate: 0.01, weightDecay: null } });
  expect(run.epochs.map(({ epoch, trainError }) => [epoch, trainError])).toEqual([[1, 2 / 18], [2, 0], [10, 0]]);
  const again = await command(words, { COLLAPSAR_URL: served.url });
  expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('epoch 2  epoch-2.npz  train  (was there)')]);
  expect(await served.record.run.count({ where: { name: 'mlp' } })).toBe(1);
  const fresh = await command([...words, '--url', served.url, '--new']);
  expect([fresh.code, fresh.stderr]).toEqual([2, expect.stringContaining('already has a run "mlp"')]);
});

test('the epoch in a file comes before the one in its name, and counting from 0 is said', async () => {
  const members = (epoch: number) => zip([{ name: 'features.npy', data: floats([0, 1, 2, 3.5], 2, 2) }, { name: 'labels.npy', data: integers(0, 1) }, { name: 'epoch.npy', data: integers(epoch) }]);
  put('seed-5.npz', members(0));
  const words = ['seed-5.npz', '--study', 'imported', '--run', 'zero', '--url', served.url, '--keep-open'];
  expect(await command(words)).toMatchObject({ code: 2, stderr: 'seed-5.npz: it is of epoch 0, but epochs are whole numbers from 1 on; give --from-zero where they count from 0.\n' });
  expect((await command([...words, '--from-zero'])).code).toBe(0);
  expect(await runOf('zero')).toMatchObject({ status: 'RUNNING', lastEpoch: 1 });
});

test('one bad file is told and left out; the others are recorded, and the run stays open', async () => {
  put('good-1.npz', madeEpoch());
  put('good-2.npz', zip([{ name: 'features.npy', data: floats([1, 2], 2, 1) }, { name: 'labels.npy', data: integers(0, 5) }]));
  const { code, stderr } = await command(['good-1.npz', 'good-2.npz', '--study', 'imported', '--run', 'half', '--url', served.url]);
  expect([code, stderr]).toEqual([2, expect.stringMatching(/^good-2\.npz: The file is refused: array "labels" .*\n$/)]);
  expect(await runOf('half')).toMatchObject({ status: 'RUNNING', lastEpoch: 1 });
});

test('an upload that broke off goes on from the byte that it reached', async () => {
  const bytes = madeEpoch({ classes: 10, p: 100, perClass: 40 });
  put('large-4.npz', bytes);
  const proxy = await breakingProxy(served.url, 100_000);
  const { code } = await command(['large-4.npz', '--study', 'imported', '--run', 'broken', '--url', proxy.url]);
  proxy.close();
  expect(code).toBe(0);
  expect(proxy.offsets).toEqual(['0', expect.stringMatching(/^[1-9]\d*$/)]);
  expect(await runOf('broken')).toMatchObject({ status: 'COMPLETED', lastEpoch: 4 });
});

test.each<[string, string[], RegExp]>([
  ['no file', ['--study', 's', '--run', 'r'], /^import: no file is named; /],
  ['no study', ['epoch-1.npz'], /^import: --study and --run are missing; /],
  ['an unknown option', ['a.npz', '--stdy', 's'], /^import: Unknown option '--stdy'; /],
  ['a role that is none', ['a.npz', '--study', 's', '--run', 'r', '--array', 'x=y'], /^import: --array "x=y" must be ROLE=NAME/],
  ['a missing file', ['nowhere-1.npz', '--study', 's', '--run', 'r'], /^nowhere-1\.npz: there is no such file; /],
  ['a pickle', ['model-1.pt', '--study', 's', '--run', 'r'], /^model-1\.pt: this is a pickle, which can run code and is never read; /],
  ['no epoch', ['features.npz', '--study', 's', '--run', 'r'], /^features\.npz: neither the file nor its name tells the epoch; /],
  ['one epoch twice', ['epoch-1.npz', 'also-epoch-1.npz', '--study', 's', '--run', 'r'], /^epoch-1\.npz and also-epoch-1\.npz are both of epoch 1; /],
])('%s ends with code 2 and one line, before anything is sent', async (_, words, line) => {
  for (const name of ['epoch-1.npz', 'also-epoch-1.npz', 'features.npz', 'model-1.pt']) put(name, madeEpoch());
  const { code, stdout, stderr } = await command([...words, '--url', 'http://127.0.0.1:1']);
  expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(line)]);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});

/** Passes requests on, and breaks the first upload's connection after some bytes. */
async function breakingProxy(url: string, after: number) {
  const offsets: unknown[] = [];
  const server = createServer((incoming, response) => {
    const headers = { ...incoming.headers, host: new URL(url).host };
    const outgoing = request(`${url}${incoming.url}`, { method: incoming.method, headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    outgoing.on('error', () => response.destroy());
    incoming.on('error', () => outgoing.destroy());
    let seen = 0;
    if (incoming.method === 'PUT') offsets.push(incoming.headers['upload-offset']);
    const breaks = incoming.method === 'PUT' && offsets.length === 1;
    incoming.on('data', (chunk: Buffer) => {
      seen += chunk.length;
      outgoing.write(chunk);
      if (breaks && seen > after) setTimeout(() => [incoming, outgoing].forEach((each) => void each.destroy()), 200);
      if (breaks && seen > after) incoming.pause();
    });
    incoming.on('end', () => outgoing.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, offsets, close: () => server.close() };
}
