import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectRecord } from '../../prisma/client.ts';
import { freshDatabase } from '../postgres.ts';
import { addMeasuredRun, addStudy, measureNow } from '../server/record-builder.ts';
import { noBrowser, openBrowser, reload, violationsOf, visit, watchErrors } from './browser.ts';
import { WholeProgram } from './whole-program.ts';

let program: WholeProgram;
let address: string;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let record: ReturnType<typeof connectRecord>;

const optimiser = (weightDecay: number) => ({ kind: 'sgd', learningRate: 0.05, momentum: 0.9, weightDecay, batchSize: 128 });

beforeAll(async () => {
  if (noBrowser) return;
  database = await freshDatabase();
  record = connectRecord(database.url);
  const study = await addStudy(record, 'Decays');
  const kinds = [{ weightDecay: 5e-4 }, { weightDecay: 0 }, { weightDecay: 5e-4, architecture: 'resnet', depth: 18 }];
  for (const { weightDecay, ...network } of kinds) {
    for (const seed of [1, 2]) {
      const { run } = await addMeasuredRun(record, study.id, 6, { ...network, name: `${network.architecture ?? 'vgg'} decay ${weightDecay} seed ${seed}`, seed, status: 'COMPLETED', terminalPhaseEpoch: 2, optimiser: optimiser(weightDecay) });
      await record.epoch.updateMany({ where: { runId: run.id }, data: { testError: 0.1 + 0.01 * seed + weightDecay, testLoss: 1 } });
      await measureNow(record, run.id, ['NC1', 'NC3_DUALITY', 'NC2_EQUIANGULAR_MEANS']);
    }
  }
  program = new WholeProgram({ DATABASE_URL: database.url });
  address = await program.start();
}, 150_000);
afterAll(async () => {
  await program?.remove();
  await record?.$disconnect();
  await database?.drop();
}, 30_000);

describe.skipIf(noBrowser)(`runs compared by a person ${noBrowser}`, () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let errors: string[];
  beforeAll(async () => {
    browser = await openBrowser({ viewport: { width: 1440, height: 900 } });
    errors = watchErrors(browser.context);
  });
  afterAll(() => browser.context.close());

  test('are found by a word and ticked, and stand in groups with curves and bands', async () => {
    const { page } = browser;
    await visit(page, `${address}/compare`);
    await page.getByRole('searchbox', { name: 'Search runs to compare' }).fill('vgg decay');
    await page.getByRole('button', { name: 'Add all 4 shown' }).click();
    await page.getByRole('heading', { name: '4 runs in 2 groups' }).waitFor();
    await page.locator('.band').nth(3).waitFor({ state: 'attached' });
    await expect.poll(() => page.locator('.groups b').allTextContents()).toEqual(expect.arrayContaining(['Weight decay 5e-4', 'Weight decay 0']));
    await expect.poll(() => page.locator('article .recharts-line-curve').count()).toBeGreaterThanOrEqual(4);
  }, 60_000);

  test('show the single runs of a group that is pointed at', async () => {
    const { page } = browser;
    await page.locator('.groups li').first().hover();
    await expect.poll(() => page.locator('.trace').count()).toBe(4);
    await page.mouse.move(0, 0);
    await expect.poll(() => page.locator('.trace').count()).toBe(0);
  });

  test('stand the same way after a reload: all of it is in the address', async () => {
    const { page } = browser;
    await page.getByRole('button', { name: 'Weight decay 0 in the charts' }).click();
    await page.getByRole('group', { name: 'Align' }).getByRole('button', { name: 'epoch' }).click();
    await reload(page);
    const hidden = page.getByRole('button', { name: 'Weight decay 0 in the charts' });
    await hidden.waitFor();
    await expect.poll(() => hidden.getAttribute('aria-pressed')).toBe('false');
    await expect.poll(() => page.getByRole('group', { name: 'Align' }).getByRole('button', { name: 'epoch' }).getAttribute('aria-pressed')).toBe('true');
    await hidden.click();
  });

  test('have their values at the end beside the baseline, which can be pinned for all', async () => {
    const { page } = browser;
    const table = page.getByRole('region', { name: 'Values at the end' });
    await table.getByText('baseline').first().waitFor();
    await page.getByRole('button', { name: 'More about Weight decay 5e-4' }).click();
    await page.getByRole('menuitem', { name: 'Pin as the baseline for all' }).click();
    await expect.poll(() => record.baseline.count(), { timeout: 10_000 }).toBe(1);
    await expect.poll(() => page.locator('.groups li', { hasText: 'Weight decay 5e-4' }).locator('.badge').count(), { timeout: 15_000 }).toBe(1);
  }, 40_000);

  test('are points of a scatter that the arrow keys walk through', async () => {
    const { page } = browser;
    const scatter = page.getByRole('slider', { name: /^Points of NC1 on train at the end/ });
    await scatter.press('ArrowRight');
    await expect.poll(() => scatter.getAttribute('aria-valuetext')).toMatch(/^vgg decay .* seed \d: /);
    await expect.poll(() => page.locator('article', { has: scatter }).textContent()).toContain('n = 4');
  });

  test('are kept as a view for all, and opened from the list', async () => {
    const { page } = browser;
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Two decays');
    await page.getByRole('radio', { name: 'All who see this record' }).check();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'Saved views: Two decays' }).waitFor();
    const saved = new URL(page.url());
    await visit(page, `${address}/compare`);
    await page.getByRole('button', { name: /^Saved views/ }).click();
    await page.getByRole('menuitem', { name: /^Two decays/ }).click();
    await page.getByRole('heading', { name: '4 runs in 2 groups' }).waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get('runs')).toBe(saved.searchParams.get('runs'));
  }, 40_000);

  test('of two networks have small charts on the same axes', async () => {
    const { page } = browser;
    await page.getByRole('button', { name: 'Add or remove' }).click();
    await page.getByRole('searchbox').fill('resnet');
    await page.getByRole('button', { name: 'Add all 2 shown' }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    const grid = page.getByRole('region', { name: 'Small charts by network and data set' });
    await grid.getByRole('rowheader', { name: 'ResNet18' }).waitFor();
    await expect.poll(() => grid.getByRole('slider').count()).toBe(2);
  }, 40_000);

  test('are saved as one picture of all small charts, and as numbers that say what was measured', async () => {
    const { page } = browser;
    const save = async (title: string, item: string) => {
      await page.getByRole('button', { name: `Export ${title}`, exact: true }).click();
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: item }).click()]);
      return readFileSync((await download.path())!);
    };
    const small = 'NC1 Within-class spread by network and data set';
    const svg = (await save(small, 'Save as SVG')).toString();
    const grid = page.getByRole('region', { name: 'Small charts by network and data set' });
    const named = [...(await grid.locator('tbody th').allTextContents()), ...(await grid.locator('thead th').allTextContents()).slice(1), ...(await page.locator('.groups b').allTextContents())];
    expect(named.length).toBe(6);
    expect(named.filter((word) => !svg.includes(word))).toEqual([]);
    expect([svg.includes('var(--'), svg.includes('class=')]).toEqual([false, false]);
    expect((await save(small, 'Save as PNG, 2×')).subarray(1, 4).toString()).toBe('PNG');
    expect((await save(small, 'Save as CSV')).toString()).toMatch(/^Network,Data set,Group,[^,]+,middle,low,high,measured,n\r\n/);
    const csv = (await save('NC1 Within-class spread', 'Save as CSV')).toString().trim().split('\r\n');
    expect(csv[0]).toMatch(/^Group,[^,]+,middle,low,high,measured,n$/);
    expect(csv.slice(1).every((row) => row.endsWith(',2,2'))).toBe(true);
    const scatter = (await save('NC1 on train at the end and test error at the end', 'Save as CSV')).toString();
    expect(scatter).toMatch(/^Kind,Run,Group,.*"low, 95 %","high, 95 %"/);
  }, 40_000);

  test.each(['light', 'dark'] as const)('please axe, %s', async (colorScheme) => {
    await browser.page.emulateMedia({ colorScheme });
    expect(await violationsOf(browser.page)).toEqual([]);
  }, 30_000);

  test('fit a phone, and nothing went wrong or called elsewhere', async () => {
    const { page, foreign } = browser;
    await page.setViewportSize({ width: 360, height: 780 });
    await page.locator('.band').first().waitFor({ state: 'attached' });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect([errors, foreign]).toEqual([[], []]);
  });
});
