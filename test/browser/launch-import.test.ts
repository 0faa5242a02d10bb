import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noBrowser, openBrowser, violationsOf, visit, watchErrors } from './browser.ts';
import { WholeProgram } from './whole-program.ts';

const root = path.join(import.meta.dirname, '../..');
const hasNumpy = spawnSync('python3', ['-c', 'import numpy']).status === 0;
const noNumpy = hasNumpy ? '' : '(no python3 with numpy)';

/** A network near collapse, as a training loop would save it: two epochs, the second packed, and a file without features. */
const MAKE = `
import sys, numpy as np
rng = np.random.default_rng(3)
C, p, n = 4, 12, 30
y, m = np.repeat(np.arange(C), n), rng.normal(size=(C, p))
for epoch, spread, save in ((1, .6, np.savez), (5, .2, np.savez_compressed)):
    f = lambda: (m[y] + spread * rng.normal(size=(C * n, p))).astype('float32')
    save(f'{sys.argv[1]}/mlp-epoch-{epoch}.npz', features=f(), labels=y, weight=m.astype('float32'), bias=np.zeros(C, 'float32'), test_features=f(), test_labels=y)
np.savez(f'{sys.argv[1]}/mlp-epoch-9.npz', stuff=np.zeros(3))
`;

describe.skipIf(noBrowser)(`launching and importing in a browser ${noBrowser}`, () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'collapsar-files-'));
  const file = (epoch: number) => path.join(folder, `mlp-epoch-${epoch}.npz`);
  let program: WholeProgram;
  let address: string;
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let errors: string[];

  beforeAll(async () => {
    program = new WholeProgram();
    address = await program.start();
    browser = await openBrowser({ viewport: { width: 1440, height: 900 } });
    errors = watchErrors(browser.context);
  }, 120_000);
  afterAll(async () => {
    await browser?.context.close();
    await program.remove();
    rmSync(folder, { recursive: true, force: true });
  }, 30_000);

  test('a form becomes runs in the list', async () => {
    const { page } = browser;
    await visit(page, address);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('l');
    await page.waitForURL(/\/launch/);
    await page.getByLabel('Architecture').selectOption('vgg');
    await page.getByLabel('Depth').selectOption('6');
    for (const [label, text] of Object.entries({ Width: '2', 'Train images a class': '20', 'Test images a class': '20', Batch: '20', Epochs: '1', Seeds: '1, 2', Name: 'tiny', 'Robustness images': '0' })) await page.getByLabel(label, { exact: true }).fill(text);
    await page.getByRole('button', { name: 'Launch 2 runs' }).click();
    await page.getByText('Queued.').waitFor();
    await page.locator('main').getByRole('link', { name: 'runs' }).click();
    for (const name of ['tiny, seed 1', 'tiny, seed 2']) await page.getByRole('link', { name }).waitFor();
  }, 60_000);

  test('its address shows the same form, a mistake stands at its field, and nothing can be launched', async () => {
    const { page } = browser;
    await visit(page, `${address}/launch?architecture=vgg&depth=6&weightDecay=0.01&momentum=2`);
    await page.getByText(/momentum is 2; it must be a number from 0 to less than 1/).waitFor();
    await expect.poll(() => page.getByLabel('Weight decay').inputValue()).toBe('0.01');
    await page.getByRole('button', { name: 'paper 5e-4' }).waitFor();
    await expect.poll(() => page.getByRole('button', { name: /^Launch/ }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'paper 0.9' }).click();
    await page.getByRole('button', { name: 'Launch 1 run' }).waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get('momentum')).toBeNull();
  }, 30_000);

  test('a run can be repeated from its page, with its own settings', async () => {
    const { page } = browser;
    await visit(page, `${address}/runs`);
    await page.getByRole('link', { name: 'tiny, seed 2' }).click();
    await page.getByRole('link', { name: 'Repeat' }).click();
    await page.waitForURL(/seeds=2/);
    await expect.poll(() => Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ architecture: 'vgg', depth: '6', width: '2', samplesPerClass: '20', testSamplesPerClass: '20', batchSize: '20', epochs: '1', seeds: '2', robustnessImages: '0' });
  }, 30_000);

  test.skipIf(!hasNumpy)(`files by numpy become epochs with the values that the measure command has, and one without features is refused in words ${noNumpy}`, async () => {
    const { page } = browser;
    const script = path.join(folder, 'make.py');
    writeFileSync(script, MAKE);
    execFileSync('python3', [script, folder]);
    const measured = JSON.parse(execFileSync(process.execPath, ['collapsar.mjs', 'measure', file(5), '--json'], { cwd: root, encoding: 'utf8' }));
    await visit(page, `${address}/launch`);
    await page.getByRole('heading', { level: 1, name: 'Launch' }).waitFor();
    await page.keyboard.press('i');
    await page.waitForURL(/\/import/);
    await page.getByLabel('Files to import').setInputFiles([9, 5, 1].map(file));
    await page.getByText('features 120 × 12 f4').first().waitFor();
    await page.getByRole('button', { name: 'Record 3 epochs' }).click();
    const card = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'mlp-epoch-5.npz' }) });
    await card.getByText('train: C 4, p 12, N 120').waitFor();
    const nc1 = card.locator('tr[data-metric="NC1"] td');
    await expect.poll(async () => Number(await nc1.nth(0).getAttribute('title'))).toBe(measured.metrics.NC1);
    await expect.poll(async () => Number(await nc1.nth(1).getAttribute('title'))).toBe(measured.test.metrics.NC1);
    await page.getByText(/UPLOAD_REJECTED: .*it has no features, it holds "stuff"/).waitFor();
    await card.getByRole('link', { name: 'Open the run' }).click();
    await page.waitForURL(/\/runs\/run_/);
    await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toContain('mlp');
    await expect.poll(() => page.getByRole('link', { name: 'Repeat' }).count()).toBe(0);
  }, 60_000);

  test('a file of which the server has a part is sent from there on', async () => {
    const { page } = browser;
    const bytes = Buffer.alloc(200_000, 7);
    const digest = createHash('sha256').update(bytes).digest('hex');
    const headers = { 'x-collapsar-request': '1', 'content-type': 'application/octet-stream', 'upload-offset': '0', 'upload-length': String(bytes.length) };
    expect((await fetch(`${address}/ingest/uploads/${digest}`, { method: 'PUT', headers, body: bytes.subarray(0, 150_000) })).status).toBe(202);
    await visit(page, `${address}/import`);
    const sent = page.waitForRequest((request) => request.method() === 'PUT');
    await page.getByLabel('Files to import').setInputFiles([{ name: 'half-1.npz', mimeType: 'application/octet-stream', buffer: bytes }]);
    expect((await sent).headers()).toMatchObject({ 'upload-offset': '150000', 'upload-length': '200000' });
    await page.getByText('sent, not recorded yet').waitFor();
    expect((await fetch(`${address}/ingest/uploads/${digest}`, { method: 'HEAD' })).headers.get('upload-complete')).toBe('?1');
  }, 30_000);

  test.each(['light', 'dark'] as const)('axe finds nothing wrong, %s', async (colorScheme) => {
    const { page } = browser;
    await page.emulateMedia({ colorScheme });
    await visit(page, `${address}/launch?momentum=2&weightDecay=0.1`);
    await page.getByText(/momentum is 2/).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await visit(page, `${address}/import`);
    await page.getByLabel('Files to import').setInputFiles([{ name: 'notes.npz', mimeType: 'application/octet-stream', buffer: Buffer.from('no arrays at all') }]);
    await page.getByText('sent, not recorded yet').waitFor();
    expect(await violationsOf(page)).toEqual([]);
  }, 60_000);

  test('nothing scrolls sideways on a phone of 360 px', async () => {
    const { page } = browser;
    await page.setViewportSize({ width: 360, height: 780 });
    for (const place of ['launch?momentum=2', 'import', 'metrics']) {
      await visit(page, `${address}/${place}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.getByRole('link', { name: 'Launch' }).waitFor();
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth), { message: place }).toBe(360);
    }
  }, 30_000);

  test('the pages asked nothing of any other host and wrote no error', () => {
    expect(browser.foreign).toEqual([]);
    expect(errors).toEqual([]);
  });
});
