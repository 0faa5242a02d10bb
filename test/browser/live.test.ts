import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { childrenOf } from '../process-tree.ts';
import { until } from '../until.ts';
import { noBrowser, openBrowser, violationsOf, visit, watchErrors } from './browser.ts';
import { WholeProgram } from './whole-program.ts';

let program: WholeProgram;
let address: string;

beforeAll(async () => {
  program = new WholeProgram({ COLLAPSAR_CHECKPOINT_SECONDS: '5' });
  address = await program.start();
}, 120_000);
afterAll(async () => {
  await program.remove();
}, 30_000);

describe.skipIf(noBrowser)(`a first start, seen by a person ${noBrowser}`, () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let errors: string[];
  beforeAll(async () => {
    browser = await openBrowser({ viewport: { width: 1440, height: 900 } });
    errors = watchErrors(browser.context);
  });
  afterAll(() => browser.context.close());

  test('the overview shows the first study in training, and the run can be opened from it', async () => {
    await visit(browser.page, address);
    await browser.page.getByRole('link', { name: 'VGG small, seed 1' }).first().click();
    await browser.page.waitForURL(/\/runs\/run_/);
    await expect.poll(() => browser.page.getByRole('heading', { level: 1 }).textContent()).toContain('VGG small, seed 1');
  }, 60_000);

  test('the curve of NC1 grows while the page stays open, without a reload', async () => {
    const { page } = browser;
    await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }));
    const first = await pointsOf('NC1');
    const later = await until('more points of NC1', async () => {
      const points = await pointsOf('NC1');
      return points >= first + 3 ? points : null;
    }, 60);
    expect(later).toBeGreaterThanOrEqual(first + 3);
    await expect.poll(() => page.evaluate(() => 'sameDocument' in globalThis)).toBe(true);
  }, 90_000);

  test('eight figures stand in their order', async () => {
    const titles = await browser.page.locator('article h2').allTextContents();
    expect(titles.map((title) => title.replace(/\s+/g, ' ').trim())).toEqual([
      'Error',
      'NC1 Within-class spread',
      'NC2 Equal norms',
      'NC2 Equal angles',
      'Loss',
      'NC4 Nearest-mean mismatch',
      'NC3 Self-duality',
      'NC2 Maximal angle',
    ]);
  });

  test.each(['light', 'dark'] as const)('axe finds nothing wrong on the overview and the run page, %s', async (colorScheme) => {
    const { context, page } = browser;
    await page.emulateMedia({ colorScheme });
    const other = await context.newPage();
    await other.emulateMedia({ colorScheme });
    await visit(other, address);
    await other.getByRole('link', { name: 'VGG small, seed 1' }).first().waitFor();
    expect(await violationsOf(other)).toEqual([]);
    await other.close();
    expect(await violationsOf(page)).toEqual([]);
  }, 60_000);

  test('an arrow key moves the crosshair, and a live region reads the values out', async () => {
    const { page } = browser;
    await page.getByRole('slider', { name: /Crosshair in .*spread/ }).first().press('ArrowLeft');
    const spoken = page.locator('[aria-live="polite"]').filter({ hasText: /epoch \d+/i }).first();
    await spoken.waitFor({ state: 'attached' });
    await expect.poll(() => spoken.textContent()).toMatch(/train/);
    await page.keyboard.press('Escape');
  });

  test('nothing scrolls sideways on a phone of 360 px', async () => {
    const { context, page } = browser;
    const phone = await context.newPage();
    await phone.setViewportSize({ width: 360, height: 780 });
    for (const url of [address, `${address}/runs`, page.url()]) {
      await visit(phone, url);
      await phone.getByText('VGG small, seed 1').first().waitFor();
      await expect.poll(() => phone.evaluate(() => document.documentElement.scrollWidth), { message: url }).toBe(360);
    }
    await phone.close();
  }, 60_000);

  test('the page asked nothing of any other host and wrote no error', () => {
    expect(browser.foreign).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('the server can be killed: the page says so, the server comes back, and the curve goes on', async () => {
    const before = await pointsOf('NC1');
    process.kill(childrenOf(program.child.pid!, 'dist/server/main.js')[0]!, 'SIGKILL');
    await until('points after the kill', async () => (await pointsOf('NC1')) >= before + 3, 60);
    expect(program.output).toContain('The server died (SIGKILL); it is started again.');
  }, 90_000);

  /** How many points the first curve of a figure has. */
  async function pointsOf(symbol: string): Promise<number> {
    const curve = browser.page.locator('article', { hasText: symbol }).first().locator('.recharts-line-curve').first();
    const path = (await curve.getAttribute('d', { timeout: 5_000 }).catch(() => null)) ?? '';
    return path.split(/[ML]/).length - 1;
  }
});
