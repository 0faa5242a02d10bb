import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectRecord, type PrismaClient } from '../../prisma/client.ts';
import { fillRecord } from '../generate/fill-record.ts';
import { freshDatabase } from '../postgres.ts';
import { addEpoch, addEvent, addSnapshot, randomCore } from '../server/record-builder.ts';
import { until } from '../until.ts';
import { noBrowser, openBrowser, violationsOf, visit, watchErrors } from './browser.ts';
import { WholeProgram } from './whole-program.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let record: PrismaClient;
let program: WholeProgram;
let address: string;
let studyId: string;

beforeAll(async () => {
  database = await freshDatabase();
  record = connectRecord(database.url);
  await fillRecord(database.url, { runs: 42, epochs: 60, snapshotsOf: 0 });
  studyId = (await record.study.findFirstOrThrow()).id;
  // one run a cell in three states: training, diverged, and none
  const cell = (architecture: string, dataset: string) => ({ architecture, dataset });
  await record.run.deleteMany({ where: cell('vgg', 'ImageNet') });
  await keepOne(cell('vgg', 'SVHN'), { status: 'RUNNING', terminalPhaseEpoch: null, error: null });
  await keepOne(cell('resnet', 'STL10'), { status: 'DIVERGED', terminalPhaseEpoch: null, error: 'The loss is not finite.' });
  await makeSeeds(cell('densenet', 'MNIST'));
  program = new WholeProgram({ DATABASE_URL: database.url }, undefined, 'server');
  address = await program.start();
}, 120_000);
afterAll(async () => {
  await program.remove();
  await record.$disconnect();
  await database.drop();
}, 30_000);

/** The two runs of a cell become two completed seeds of one setting. */
async function makeSeeds(where: { architecture: string; dataset: string }) {
  const runs = await record.run.findMany({ where, orderBy: { id: 'asc' } });
  const { architectureOptions, depth, loss, lossReduction, optimiser, schedule, plannedEpochs, samplesPerClass } = runs[0]!;
  for (const [i, { id }] of runs.entries()) {
    const like = { architectureOptions: architectureOptions!, depth, loss, lossReduction, optimiser: optimiser!, schedule: schedule!, plannedEpochs, samplesPerClass };
    await record.run.update({ where: { id }, data: { ...like, seed: i + 1, status: 'COMPLETED', terminalPhaseEpoch: 5 + i } });
  }
}

/** All runs of a cell but the first are taken away, and that one is changed. */
async function keepOne(where: { architecture: string; dataset: string }, change: Parameters<PrismaClient['run']['update']>[0]['data']) {
  const { id } = await record.run.findFirstOrThrow({ where });
  await record.run.deleteMany({ where: { ...where, id: { not: id } } });
  await record.run.update({ where: { id }, data: change });
}

describe.skipIf(noBrowser)(`the paper’s figures and the overview, seen by a person ${noBrowser}`, () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let page: Page;
  let errors: string[];
  beforeAll(async () => {
    browser = await openBrowser({ viewport: { width: 1440, height: 900 } });
    page = browser.page;
    errors = watchErrors(browser.context);
  });
  afterAll(() => browser.context.close());

  const cells = () => page.locator('.cell');
  const linkTo = (words: RegExp) => page.getByRole('link', { name: words });

  test('the overview shows each study’s grid, what needs somebody and what finished', async () => {
    await visit(page, address);
    await page.getByRole('img', { name: /of 21 cells filled/ }).waitFor();
    await page.getByRole('img', { name: /^NC1 of \d+ runs over the epochs/ }).waitFor();
    await expect.poll(() => page.locator('.todo li').count()).toBeGreaterThan(0);
    const finished = page.locator('.finished tbody tr');
    await expect.poll(() => finished.count()).toBe(8);
    const last = await record.run.findFirstOrThrow({ where: { status: 'COMPLETED' }, orderBy: { finishedAt: 'desc' } });
    await expect.poll(() => finished.first().textContent()).toContain(last.name);
  }, 30_000);

  test('a study leads from the overview to its grid of 21 cells', async () => {
    await page.locator('.studies .name').click();
    await page.getByRole('link', { name: 'The paper’s figures' }).click();
    await page.waitForURL(/\/paper\?study=/);
    await cells().first().waitFor();
    await expect.poll(() => cells().count()).toBe(21);
    await expect.poll(() => page.getByText('† as recalled').isVisible()).toBe(true);
  }, 30_000);

  test('an empty cell leads to the launch of the paper’s network, a diverged one says when and why', async () => {
    await expect.poll(() => linkTo(/^Launch VGG19 on ImageNet/).getAttribute('href')).toBe('/launch?architecture=vgg&dataset=ImageNet&depth=19');
    const diverged = cells().filter({ hasText: 'The loss is not finite.' });
    await expect.poll(() => diverged.textContent()).toMatch(/Diverged.*epoch \d+ of \d+/);
  });

  test('a run in training grows in its cell without a reload', async () => {
    await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }));
    const run = await record.run.findFirstOrThrow({ where: { architecture: 'vgg', dataset: 'SVHN' } });
    const cell = cells().filter({ has: page.locator(`a[href="/runs/${run.id}"]`) });
    const points = async () => ((await cell.locator('.curve').getAttribute('d')) ?? '').split(/[ML]/).length;
    const before = await points();
    const epoch = run.lastEpoch + 1;
    await addEpoch(record, run.id, epoch);
    await addSnapshot(record, randomCore(run.id, epoch, 'TRAIN'));
    await record.run.update({ where: { id: run.id }, data: { lastEpoch: epoch } });
    await addEvent(record, { kind: 'run.epoch', runId: run.id, epoch });
    await until('one point more', async () => (await points()) > before, 20);
    await expect.poll(() => cell.textContent()).toContain(`${epoch} of ${run.plannedEpochs}`);
    await expect.poll(() => page.evaluate(() => 'sameDocument' in globalThis)).toBe(true);
  }, 40_000);

  test('a cell of several seeds shows each and their middle, and Table 1 their spread', async () => {
    const cell = cells().filter({ hasText: 'DenseNet' }).first();
    await expect.poll(() => cell.textContent()).toContain('2 seeds');
    await expect.poll(async () => [await cell.locator('.seed').count(), await cell.locator('.middle').count()]).toEqual([2, 1]);
    await expect.poll(() => cell.getAttribute('title')).toMatch(/seeds 1, 2 on MNIST; the strong line is their middle/);
    await expect.poll(() => page.locator('.table-1 .spread').first().textContent()).toMatch(/^±\d+\.\d\d → ±\d+\.\d\d, 2 seeds$/);
    await expect.poll(() => page.getByText('by generated runs').count()).toBe(1);
  });

  test('another figure is another address, with its own curves', async () => {
    await page.getByRole('button', { name: '2 Equal norms' }).click();
    await page.waitForURL(/figure=2/);
    await page.locator('.paper-key').getByText('classifiers').waitFor();
    const filled = cells().filter({ has: page.locator('.cell-plot') }).first();
    await expect.poll(() => filled.locator('.curve').count()).toBe(2);
  }, 30_000);

  test('the grid is saved as one drawing and its numbers as a table', async () => {
    const menu = page.getByRole('button', { name: 'Export Figure 2, Equal norms' });
    const save = async (item: string) => {
      await menu.click();
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: item }).click()]);
      return readFileSync((await download.path())!, 'utf8');
    };
    const svg = await save('Save as SVG');
    expect([svg.split('MNIST').length > 2, svg.includes('var(--'), svg.includes(`study=${studyId}`)]).toEqual([true, false, true]);
    const csv = await save('Save as CSV');
    expect(csv).toMatch(/^Network,Data set,Run,/);
    expect(csv).toContain('NC2_EQUINORM_WEIGHTS');
  }, 30_000);

  test('the figure can be read as a table, and a cell leads to its run', async () => {
    await page.getByRole('button', { name: 'Export Figure 2, Equal norms' }).click();
    await page.getByRole('menuitem', { name: 'Show as a table' }).click();
    await expect.poll(() => page.getByRole('region', { name: 'Numbers of figure 2' }).locator('tbody tr').count()).toBe(3);
    await page.getByRole('button', { name: 'Export Figure 2, Equal norms' }).click();
    await page.getByRole('menuitem', { name: 'Show the chart' }).click();
    await page.locator('.cell-link').first().click();
    await page.waitForURL(/\/runs\/run_/);
  }, 30_000);

  test.each(['light', 'dark'] as const)('axe finds nothing wrong, %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    for (const [path, shown] of [['/', '.finished'], [`/paper?study=${studyId}`, '.cell']] as const) {
      await visit(page, address + path);
      await page.locator(shown).first().waitFor();
      expect(await violationsOf(page)).toEqual([]);
    }
  }, 60_000);

  test('at 360 px neither page scrolls sideways', async () => {
    await page.setViewportSize({ width: 360, height: 780 });
    for (const [path, shown] of [['/', '.finished'], [`/paper?study=${studyId}`, '.cell']] as const) {
      await visit(page, address + path);
      await page.locator(shown).first().waitFor();
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    }
  }, 40_000);

  test('no page wrote an error, and none called elsewhere', () => {
    expect([errors, browser.foreign]).toEqual([[], []]);
  });
});
