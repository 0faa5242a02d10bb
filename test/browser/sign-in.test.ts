import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCaller } from '../server/callers.ts';
import { addRun, addStudy } from '../server/record-builder.ts';
import { type Served, serve } from '../server/served.ts';
import { noBrowser, openBrowser, violationsOf, visit } from './browser.ts';

let served: Served;
let reader: Awaited<ReturnType<typeof addCaller>>;
beforeAll(async () => {
  served = await serve({ web: true });
  await addRun(served.record, (await addStudy(served.record)).id, { name: 'a run to be seen' });
  reader = await addCaller(served.record, 'VIEWER', 'Rita');
}, 60_000);
afterAll(() => served.end());

describe.skipIf(noBrowser)(`signing in, by keyboard alone ${noBrowser}`, () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    browser = await openBrowser({ viewport: { width: 390, height: 800 } });
  });
  afterAll(() => browser.context.close());

  test.each(['light', 'dark'] as const)('a stranger sees a field for the token, and nothing of the record; axe finds nothing wrong, %s', async (colorScheme) => {
    await browser.page.emulateMedia({ colorScheme });
    await visit(browser.page, `${served.url}/runs`);
    await browser.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await browser.page.getByText('a run to be seen').count()).toBe(0);
    await expect.poll(() => browser.page.evaluate(() => document.activeElement?.id)).toBe('token');
    expect(await violationsOf(browser.page)).toEqual([]);
  }, 30_000);

  test('a wrong token is refused in words, and the field is ready for another', async () => {
    await browser.page.keyboard.type('clp_wrong');
    await browser.page.keyboard.press('Enter');
    await browser.page.getByText(/unknown, or its time is over/).waitFor();
    await expect.poll(() => browser.page.getByLabel('Token').getAttribute('aria-invalid')).toBe('true');
  }, 30_000);

  test('the right one opens the page that was asked for', async () => {
    await browser.page.keyboard.type(reader.secret);
    await browser.page.keyboard.press('Enter');
    await browser.page.getByText('a run to be seen').first().waitFor();
    await expect.poll(() => new URL(browser.page.url()).pathname).toBe('/runs');
    expect(await browser.page.evaluate(() => document.cookie)).not.toContain('session');
  }, 30_000);

  test('when the token is revoked, the open page says so by itself', async () => {
    await served.record.token.update({ where: { id: reader.id }, data: { revokedAt: new Date() } });
    await browser.page.getByRole('heading', { name: 'Sign in' }).waitFor({ timeout: 10_000 });
    expect(await browser.page.getByText('a run to be seen').count()).toBe(0);
  }, 30_000);
});
