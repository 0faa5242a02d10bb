import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { measureFile } from '../../../server/ingest/measure.ts';
import type { MetricId } from '../../../server/metrics/catalogue.ts';
import { type Served, serve } from '../served.ts';

const script = path.join(import.meta.dirname, 'train.py');
const client = path.join(import.meta.dirname, '../../../server/clients/python/collapsar.py');
const why = missing();
if (why) console.log(`The tests of the Python client are skipped: ${why}.`);

/** What of Python is not here; null when all is. */
function missing(): string | null {
  const { status, error } = spawnSync('python3', ['-c', 'import sys; assert sys.version_info >= (3, 9)\nimport numpy']);
  if (error) return 'there is no python3';
  return status === 0 ? null : 'python3 is older than 3.9 or has no numpy';
}

const scratch = mkdtempSync(path.join(os.tmpdir(), 'collapsar-python-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Runs python3; `onLine` sees each line of its output and may write to it. Gives its lines when it is over. */
function python(words: string[], onLine: (line: string, write: (text: string) => void) => void = () => {}): Promise<{ code: number | null; lines: string[]; said: string }> {
  const child = spawn('python3', words, { env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', COLLAPSAR_SPOOL: path.join(scratch, 'spool') } });
  let [text, said] = ['', ''];
  let told = 0;
  child.stderr.setEncoding('utf8').on('data', (more) => {
    said += more;
  });
  child.stdout.setEncoding('utf8').on('data', (more) => {
    text += more;
    const whole = text.split('\n').slice(0, -1);
    for (const line of whole.slice(told)) onLine(line, (answer) => child.stdin.write(answer));
    told = whole.length;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, lines: text.trimEnd().split('\n'), said })));
}

const folderOf = (name: string) => {
  const folder = path.join(scratch, name);
  mkdirSync(folder);
  return folder;
};

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe.skipIf(why !== null)('the Python client', { timeout: 120_000 }, () => {
  let served: Served | null = null;
  beforeAll(() => mkdirSync(path.join(scratch, 'spool')));
  afterEach(async () => {
    await served?.end();
    served = null;
  });

  test('a training loop logs, and reads the numbers of the measure command back', async () => {
    served = await serve();
    const folder = folderOf('a run');
    const { code, lines, said } = await python([script, served.url, path.join(scratch, 'spool'), folder, '6']);
    expect([code, said.split('\n').filter((line) => !/Epoch 99 was not logged: features have the shape/.test(line) && line !== '')]).toEqual([0, []]);
    const answer = JSON.parse(lines.at(-1)!);
    expect([answer.done, answer.epochs, answer.left]).toEqual([true, [1, 2, 3, 4, 5, 6], []]);
    expect(answer.found).toMatchObject({ name: 'a run', source: 'INGESTED', status: 'COMPLETED', architecture: 'MLP 8', dataset: 'clusters', classCount: 4, featureCount: 8, lastEpoch: 6, splits: ['TRAIN', 'TEST'], layers: ['last', 'copy'] });
    const ids = (Object.keys(answer.series) as MetricId[]).filter((id) => id !== 'LOSS');
    for (let epoch = 1; epoch <= 6; epoch++) {
      const { metrics, test: held } = await measureFile({ file: path.join(folder, `epoch-${epoch}.npz`), ids, covarianceUpTo: 512 });
      for (const id of ids) expect(Math.abs(answer.series[id][epoch - 1] - metrics.get(id)!), `${id} of epoch ${epoch}`).toBeLessThanOrEqual(1e-12 * Math.abs(metrics.get(id)!));
      expect(Math.abs(answer.test[epoch - 1] - held!.metrics.get('NC1')!)).toBeLessThanOrEqual(1e-12 * held!.metrics.get('NC1')!);
    }
    const losses = answer.series.LOSS as number[];
    expect(losses.every((loss, i) => i === 0 || loss < losses[i - 1]!)).toBe(true);
    const { trainError, trainLoss } = await served.record.epoch.findFirstOrThrow({ where: { epoch: 6 } });
    expect([trainError, trainLoss]).toEqual([expect.any(Number), losses[5]]);
  });

  test('what is logged while the server is away comes when it is there', async () => {
    const port = await freePort();
    const { code, lines } = await python([script, `http://127.0.0.1:${port}`, path.join(scratch, 'spool'), folderOf('later'), '3', 'wait'], async (line, write) => {
      if (!line.includes('"logged"')) return;
      served = await serve({ port });
      write('go\n');
    });
    expect([code, JSON.parse(lines[0]!)]).toEqual([0, { logged: 3, run: null }]);
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({ done: true, epochs: [1, 2, 3], left: [] });
    expect(await served!.record.snapshot.count()).toBe(7);
  });

  test('a program that ended with its epochs unsent leaves them whole, and sync sends them once', async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const { code, said } = await python([script, url, path.join(scratch, 'spool'), folderOf('left'), '2', 'leave']);
    expect([code, said]).toEqual([0, expect.stringMatching(/No answer from .*waits in .*Not all of the run is sent; .* has the rest/s)]);
    expect((await python([client, 'sync', 'http://127.0.0.1:1'])).code).toBe(0); // what waits is for another server
    served = await serve({ port });
    expect((await python([client, 'sync', url])).code).toBe(0);
    expect((await python([client, 'sync', url])).code).toBe(0);
    const runs = await served.record.run.findMany({ include: { epochs: true } });
    expect(runs.map(({ name, status, epochs }) => [name, status, epochs.length])).toEqual([['left', 'RUNNING', 2]]);
    expect(await served.record.event.count({ where: { kind: 'run.epoch' } })).toBe(3);
  });

  test('what the server refuses is put aside with its reason, and the rest goes on', async () => {
    served = await serve();
    const code = `
import sys, logging, os, json; sys.path.insert(0, ${JSON.stringify(path.dirname(client))})
import numpy as np, collapsar
logging.basicConfig(format="%(message)s")
c = collapsar.connect(${JSON.stringify(served.url)}, spool=${JSON.stringify(path.join(scratch, 'aside'))})
run = c.run(study="s", name="n", classes=2)
h, y = np.random.default_rng(1).normal(size=(20, 3)), np.arange(20) % 2
run.log(1, h, y); run.log(2, h, y + 5); run.log(3, h, y)
try: c.run(study="s", name="n")
except collapsar.CollapsarError as error: print(error.code)
print(run.finish())
`;
    const { lines, said } = await python(['-c', code]);
    expect(lines).toEqual(['PRECONDITION_FAILED', 'True']);
    expect(said).toMatch(/The server refused 000002 \(UPLOAD_REJECTED\)/);
    const [left] = readdirSync(path.join(scratch, 'aside'));
    expect(readdirSync(path.join(scratch, 'aside', left!, 'refused')).sort()).toEqual(['000002.json', '000002.npz', '000002.txt']);
    expect((await served.record.epoch.findMany({ orderBy: { epoch: 'asc' } })).map(({ epoch }) => epoch)).toEqual([1, 3]);
  });

  test('tensors are taken by what they can do, and frames come where pandas is', async () => {
    const code = `
import sys; sys.path.insert(0, ${JSON.stringify(path.dirname(client))})
import numpy as np, collapsar
class Half:  # as a bfloat16 tensor of PyTorch on a GPU: numpy has no such type
    def __init__(self, x, half=True): self.x, self.half = x, half
    def detach(self): return self
    def cpu(self): return self
    def float(self): return Half(self.x, False)
    def numpy(self):
        if self.half: raise TypeError("Got unsupported ScalarType BFloat16")
        return self.x
x = np.ones((2, 3), dtype=np.float32)
assert collapsar._array(Half(x)) is x
try:
    import torch
    t = torch.ones(2, 3, dtype=torch.bfloat16, requires_grad=True)
    assert collapsar._array(t).dtype == np.float32
except ImportError: pass
one = collapsar.Series({"id": "r", "name": "n"}, np.array([1, 2])); one["NC1"] = np.array([1.0, np.nan])
try:
    import pandas
    assert list(collapsar.SeriesList([one]).to_frame()["NC1"].iloc[:1]) == [1.0]
except ImportError:
    try: one.to_frame()
    except ImportError as error: assert "pip install pandas" in str(error)
print("fine")
`;
    expect(await python(['-c', code])).toMatchObject({ code: 0, lines: ['fine'] });
  });
});
