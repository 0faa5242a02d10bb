import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectRecord, type PrismaClient } from '../../prisma/client.ts';
import { freshDatabase } from '../postgres.ts';
import { ServerProcess } from '../server/server-process.ts';
import { noBrowser, openBrowser, violationsOf, visit, watchErrors } from './browser.ts';
import { addRunWithParts, PARTS } from './parts-run.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let record: PrismaClient;
let server: ServerProcess;
let address: string;

beforeAll(async () => {
  database = await freshDatabase();
  record = connectRecord(database.url);
  const id = await addRunWithParts(record);
  server = new ServerProcess({ DATABASE_URL: database.url });
  address = `${await server.serving()}/runs/${id}`;
}, 120_000);
afterAll(async () => {
  server.child.kill('SIGTERM');
  await server.gone();
  await record.$disconnect();
  await database.drop();
}, 30_000);

describe.skipIf(noBrowser)(`the parts of a run ${noBrowser}`, () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let errors: string[];
  beforeAll(async () => {
    browser = await openBrowser({ viewport: { width: 1440, height: 900 } });
    errors = watchErrors(browser.context);
  });
  afterAll(() => browser.context.close());

  const open = async (tab: string, waitFor: string, more = '') => {
    await visit(browser.page, `${address}?tab=${tab}${more}`);
    await browser.page.locator(waitFor).first().waitFor({ timeout: 30_000 });
  };
  const classNames = () => browser.page.locator('.class-table tbody th').allTextContents();

  test('classes: the least collapsed first, sorted by a column on request, which the address keeps', async () => {
    const { page } = browser;
    await open('classes', '.class-table');
    await expect.poll(async () => (await classNames()).map((text) => text.trim())).toEqual(['Dress 3', 'Pullover 2', 'Trouser 1', 'T-shirt 0']);
    await page.getByRole('button', { name: 'Class', exact: true }).click();
    await expect.poll(async () => (await classNames())[0]).toContain('T-shirt');
    await expect.poll(() => new URL(page.url()).searchParams.get('by')).toBe('class');
    await page.getByRole('combobox', { name: 'Epoch of the classes' }).selectOption('2');
    await page.getByText('train, epoch 2', { exact: true }).waitFor();
    await expect.poll(() => page.getByRole('group', { name: 'Confusion' }).count()).toBe(1);
    await page.getByRole('combobox', { name: 'Layer' }).selectOption('stage1');
    await page.getByText('This layer has no classifier').first().waitFor();
  });

  test('the map of what was chosen is read by the arrow keys', async () => {
    const { page } = browser;
    await open('classes', '.class-table', '&epoch=1&split=test');
    const map = page.getByRole('group', { name: 'Confusion' });
    await map.press('ArrowRight');
    await page.getByText(/^true T-shirt, chosen Trouser: \d+ of 40 images$/).waitFor();
  });

  test('disagreements: pages of pictures, a pair of classes on request, a missing picture is said', async () => {
    const { page } = browser;
    await open('disagreements', '.picture-cards li');
    await expect.poll(() => page.locator('.picture-cards li').count()).toBe(24);
    await page.waitForFunction(() => [...document.querySelectorAll<HTMLImageElement>('.picture-cards img')].slice(0, 4).every((image) => image.naturalWidth === 28));
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('page 2 of 2').waitFor();
    await expect.poll(() => page.locator('.picture-cards li').count()).toBe(PARTS.disagreements - 24);
    await page.getByText('no picture').waitFor();
    await page.getByRole('combobox', { name: 'Pair of classes' }).selectOption('0-2');
    await page.waitForFunction(() => document.querySelectorAll('.picture-cards li').length === 10);
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.getByText('None recorded').waitFor();
  });

  test('depth: a row a layer; robustness: both values in words; a layer of its own in the figures', async () => {
    const { page } = browser;
    await open('depth', '.heat-cells');
    await expect.poll(() => page.locator('.heat-cells text').allTextContents()).toEqual(expect.arrayContaining(['stage1', 'last', '16']));
    await open('robustness', '.two-answers');
    await expect.poll(() => page.locator('.two-answers').textContent()).toContain('0.140 → 0.260');
    await open('figures', '.figures svg', '&layer=stage1');
    await page.getByText('Not applicable').first().waitFor();
  }, 90_000);

  test('what random labels would give is drawn where it is asked for, and stands in the table and in the picture', async () => {
    const { page } = browser;
    await open('figures', '.figures svg');
    await expect.poll(() => page.locator('.plot').getByText('random labels').count()).toBe(0);
    await page.getByRole('button', { name: 'Random labels' }).click();
    await page.waitForURL(/random=1/);
    await page.locator('.plot').getByText('random labels').first().waitFor({ timeout: 20_000 });
    const save = page.getByRole('button', { name: 'Export NC3 Self-duality' });
    await save.click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'Save as SVG' }).click()]);
    expect(readFileSync((await download.path())!, 'utf8')).toContain('random labels');
    await save.click();
    await page.getByRole('menuitem', { name: 'Show as a table' }).click();
    const numbers = page.getByRole('region', { name: 'Numbers of Self-duality' });
    await numbers.getByRole('columnheader', { name: 'random labels' }).waitFor();
    await open('figures', '.figures svg', '&layer=stage1&random=1');
    await expect.poll(() => page.getByRole('button', { name: 'Random labels' }).isDisabled()).toBe(true);
  }, 40_000);

  test('the command that repeats a run can be copied', async () => {
    const { page, context } = browser;
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await open('settings', '.copy-line');
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^npm run train -- --architecture vgg --depth 4 .* --layers last,stage1 /);
  });

  test('nothing is in the way of anybody, in light and dark, and nothing scrolls sideways on a phone', async () => {
    const { page } = browser;
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const [tab, waitFor] of [['classes', '.class-table'], ['disagreements', '.picture-cards li'], ['depth', '.heat-cells'], ['robustness', '.two-answers'], ['settings', '.copy-line']] as const) {
        await page.setViewportSize({ width: colorScheme === 'light' ? 1440 : 360, height: 800 });
        await open(tab, waitFor);
        expect([tab, await violationsOf(page)]).toEqual([tab, []]);
        await expect.poll(async () => [tab, await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)]).toEqual([tab, true]);
      }
    }
    expect(errors.filter((error) => !error.includes('404'))).toEqual([]);
  }, 120_000);
});
