import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCaller } from '../server/callers.ts';
import { type Served, serve } from '../server/served.ts';
import { noBrowser, openBrowser, violationsOf } from './browser.ts';
import { addRunWithParts } from './parts-run.ts';
import { signInto } from './sign-into.ts';

let served: Served;
let runId: string;
beforeAll(async () => {
  served = await serve({ web: true });
  runId = await addRunWithParts(served.record);
}, 60_000);
afterAll(() => served.end());

describe.skipIf(noBrowser)(`two people review a run ${noBrowser}`, () => {
  type Browser = Awaited<ReturnType<typeof openBrowser>>;
  let ada: Browser;
  let bob: Browser;
  beforeAll(async () => {
    for (const name of ['ada', 'bob']) {
      const browser = await openBrowser({ viewport: { width: 1440, height: 900 } });
      const { secret } = await addCaller(served.record, 'REVIEWER', name);
      await signInto(browser.context, served.url, secret);
      await browser.page.goto(`${served.url}/runs/${runId}?review=1`);
      await browser.page.getByRole('heading', { name: 'Notes' }).waitFor({ timeout: 30_000 });
      await browser.page.getByText('Nobody has left a note on this run.').waitFor();
      await browser.page.getByRole('slider', { name: /Crosshair in/ }).first().waitFor();
      if (name === 'ada') ada = browser;
      else bob = browser;
    }
  }, 120_000);
  afterAll(() => Promise.all([ada?.context.close(), bob?.context.close()]));

  const nc1 = ({ page }: Browser) => page.locator('article', { has: page.locator('#figure-nc1') });
  const panel = ({ page }: Browser) => page.getByRole('complementary', { name: 'Review' });

  test('one leaves a note at an epoch of NC1 with the keyboard; the other sees its pin without a reload', async () => {
    const chart = nc1(ada).getByRole('slider');
    await chart.focus();
    await chart.press('End');
    await chart.press('ArrowLeft');
    await chart.press('c');
    await panel(ada).getByText('epoch 8').waitFor();
    await ada.page.keyboard.type('Why does it stop here? <script>alert(1)</script> [x](javascript:alert(1))');
    await ada.page.keyboard.press('Control+Enter');
    await nc1(bob).getByRole('button', { name: 'Note 1, open, epoch 8' }).waitFor({ timeout: 10_000 });
  });

  test('the other opens it by its pin and answers; the first sees the answer, and nothing in it runs', async () => {
    await nc1(bob).getByRole('button', { name: 'Note 1, open, epoch 8' }).press('Enter');
    await panel(bob).getByRole('textbox', { name: 'Reply' }).fill('The rate, I think. @ad');
    await panel(bob).getByRole('button', { name: '@ada' }).click();
    await panel(bob).getByRole('textbox', { name: 'Reply' }).press('Control+Enter');
    await panel(ada).getByText('The rate, I think.').waitFor({ timeout: 10_000 });
    await panel(ada).getByText('<script>alert(1)</script>').waitFor();
    expect(await panel(ada).locator('a').count()).toBe(0);
    expect(await panel(ada).locator('mark').textContent()).toBe('@ada');
  });

  test('its author changes her words, and what she said before is kept', async () => {
    await panel(ada).getByRole('button', { name: 'Edit' }).first().click();
    await panel(ada).getByRole('textbox', { name: 'Other words' }).fill('Why does it stop at 8?');
    await panel(ada).getByRole('button', { name: 'Save' }).click();
    await panel(bob).getByText('Why does it stop at 8?').waitFor({ timeout: 10_000 });
    await panel(bob).getByText('What it said before').click();
    await panel(bob).getByText(/Why does it stop here/).waitFor();
  });

  test('a reload shows the same: what is open stands in the address', async () => {
    await bob.page.reload();
    await panel(bob).getByText('The rate, I think.').waitFor({ timeout: 30_000 });
  });

  test('resolved for one is resolved for the other', async () => {
    await panel(bob).getByRole('button', { name: 'Resolve' }).click();
    await nc1(ada).getByRole('button', { name: 'Note 1, resolved, epoch 8' }).waitFor({ timeout: 10_000 });
  });

  test('both give a verdict, each sees the other’s and whether they agree', async () => {
    for (const [browser, word] of [[ada, 'Collapsed'], [bob, 'Partly']] as const) {
      await panel(browser).getByRole('button', { name: word, exact: true }).click();
      await panel(browser).getByRole('textbox', { name: 'Why' }).fill(`because of ${word}`);
      await panel(browser).getByRole('button', { name: 'Give verdict' }).click();
      await panel(browser).getByRole('button', { name: 'Change verdict' }).waitFor();
    }
    await panel(ada).getByText('1 of 2 agree').waitFor({ timeout: 10_000 });
    await panel(ada).getByText('because of Partly').waitFor();
  });

  test.each(['light', 'dark'] as const)('the panel has no violation, wide and at 360 px: %s', async (colorScheme) => {
    await ada.page.emulateMedia({ colorScheme });
    expect(await violationsOf(ada.page)).toEqual([]);
    await ada.page.setViewportSize({ width: 360, height: 780 });
    // the charts measure their place anew after the window changed
    await ada.page.waitForFunction(() => document.documentElement.scrollWidth <= 360);
    expect(await violationsOf(ada.page)).toEqual([]);
    await ada.page.setViewportSize({ width: 1440, height: 900 });
    if (process.env.SHOTS) await ada.page.screenshot({ path: `${process.env.SHOTS}/review-${colorScheme}.png` });
  });

  test('a viewer reads notes and verdicts, and is offered nothing to write', async () => {
    const viewer = await openBrowser({ viewport: { width: 1440, height: 900 } });
    await signInto(viewer.context, served.url, (await addCaller(served.record, 'VIEWER', 'vera')).secret);
    await viewer.page.goto(`${served.url}/runs/${runId}?review=1`);
    await panel(viewer).getByText('because of Partly').waitFor({ timeout: 30_000 });
    expect(await panel(viewer).getByRole('textbox').count()).toBe(0);
    expect(await panel(viewer).getByRole('button', { name: /Give|Change|Resolve|Reply|Note on/ }).count()).toBe(0);
    await viewer.context.close();
  });
});
