import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fillRecord } from '../generate/fill-record.ts';
import { addEvent } from '../server/record-builder.ts';
import { type Served, serve } from '../server/served.ts';
import { until } from '../until.ts';
import { noBrowser, openBrowser, watchErrors } from './browser.ts';

describe.skipIf(noBrowser)(`GraphiQL ${noBrowser}`, () => {
  let served: Served;
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let errors: string[];
  beforeAll(async () => {
    served = await serve();
    await fillRecord(served.databaseUrl, { runs: 21, epochs: 12, snapshotsOf: 0 });
    browser = await openBrowser({ viewport: { width: 1440, height: 900 } });
    errors = watchErrors(browser.context);
    await browser.page.goto(`${served.url}/graphiql`);
  }, 120_000);
  afterAll(async () => {
    await browser?.context.close();
    await served?.end();
  });

  const run = async () => {
    await browser.page.getByRole('button', { name: /execute query/i }).click();
  };
  const answer = () => browser.page.locator('.graphiql-response .view-lines').last();

  test('running the first example shows the newest runs', async () => {
    await run();
    await answer().filter({ hasText: '"nodes"' }).waitFor();
    await expect.poll(() => answer().textContent()).toContain('seed');
  }, 60_000);

  test('the last example shows an epoch as it is recorded', async () => {
    const { page } = browser;
    await page.locator('.graphiql-tab-button').last().click();
    const run1 = await served.record.run.findFirstOrThrow();
    const news = setInterval(() => void addEvent(served.record, { kind: 'run.epoch', runId: run1.id, epoch: 12 }), 500);
    // GraphiQL reads the operations of a tab a moment after it is opened: run before that, it says "Cannot infer operation"
    await until('an epoch in the answer', async () => {
      const execute = page.getByRole('button', { name: /execute query/i });
      if (await execute.isVisible()) await execute.click();
      return answer().filter({ hasText: 'epochRecorded' }).waitFor({ timeout: 2_000 }).then(() => true, () => false);
    }).finally(() => clearInterval(news));
    await page.getByRole('button', { name: /stop query/i }).click();
  }, 90_000);

  test.each(['light', 'dark'] as const)('it opens as the system is: %s', async (colorScheme) => {
    const { context, page } = await openBrowser({ colorScheme, viewport: { width: 1440, height: 900 } });
    await page.goto(`${served.url}/graphiql`);
    await page.locator('.graphiql-query-editor .view-line .mtk1').first().waitFor();
    const isLight = (selector: string, property: 'color' | 'backgroundColor') => async () => {
      const colour = await page.locator(selector).last().evaluate((element, name) => getComputedStyle(element)[name], property);
      return Math.max(...colour.match(/\d+/g)!.slice(0, 3).map(Number)) > 128;
    };
    await expect.poll(isLight('.graphiql-container', 'backgroundColor')).toBe(colorScheme === 'light');
    await expect.poll(isLight('.graphiql-query-editor .view-line span[class=mtk1]', 'color')).toBe(colorScheme === 'dark');
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/graphiql-${colorScheme}.png` });
    await context.close();
  }, 60_000);

  test('the page asked nothing of any other host and wrote no error', () => {
    expect(browser.foreign).toEqual([]);
    expect(errors).toEqual([]);
  });
});
