import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCaller } from '../server/callers.ts';
import { type Served, serve } from '../server/served.ts';
import { noBrowser, openBrowser, reload, violationsOf, visit } from './browser.ts';
import { addRunWithParts } from './parts-run.ts';
import { signInto } from './sign-into.ts';

let served: Served;
let runId: string;
beforeAll(async () => {
  served = await serve({ web: true });
  runId = await addRunWithParts(served.record);
}, 60_000);
afterAll(() => served.end());

describe.skipIf(noBrowser)(`two people review a run, by the keyboard alone ${noBrowser}`, () => {
  type Browser = Awaited<ReturnType<typeof openBrowser>>;
  let ada: Browser;
  let bob: Browser;
  beforeAll(async () => {
    for (const name of ['ada', 'bob']) {
      const browser = await openBrowser({ viewport: { width: 1440, height: 900 } });
      const { secret } = await addCaller(served.record, 'REVIEWER', name);
      await signInto(browser.context, served.url, secret);
      await visit(browser.page, `${served.url}/runs/${runId}?review=1`);
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
  /** Goes there by Tab, as somebody without a pointer does. */
  const goTo = async (browser: Browser, role: 'button' | 'textbox', name: string) => {
    const { page } = browser;
    const wanted = (name.startsWith('Note 1') ? nc1(browser) : panel(browser)).getByRole(role, { name, exact: role === 'button' }).first();
    await wanted.waitFor();
    for (let i = 0; i < 300; i++) {
      if (await wanted.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    expect.fail(`Tab does not lead to the ${role} "${name}"`);
  };
  const press = async (browser: Browser, name: string) => {
    await goTo(browser, 'button', name);
    await browser.page.keyboard.press('Enter');
  };
  const write = async (browser: Browser, name: string, words: string) => {
    await goTo(browser, 'textbox', name);
    await browser.page.keyboard.press('Control+A');
    await browser.page.keyboard.type(words);
  };

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
    await press(bob, 'Note 1, open, epoch 8');
    await write(bob, 'Reply', 'The rate, I think. @ad');
    await press(bob, '@ada');
    await goTo(bob, 'textbox', 'Reply');
    await bob.page.keyboard.press('Control+Enter');
    await panel(ada).getByText('The rate, I think.').waitFor({ timeout: 10_000 });
    await panel(ada).getByText('<script>alert(1)</script>').waitFor();
    await expect.poll(() => panel(ada).locator('a').count()).toBe(0);
    await expect.poll(() => panel(ada).locator('mark').textContent()).toBe('@ada');
  }, 120_000);

  test('its author changes her words, and what she said before is kept', async () => {
    await press(ada, 'Edit');
    await write(ada, 'Other words', 'Why does it stop at 8?');
    await press(ada, 'Save');
    await panel(bob).getByText('Why does it stop at 8?').waitFor({ timeout: 10_000 });
    await panel(bob).getByText('What it said before').press('Enter');
    await panel(bob).getByText(/Why does it stop here/).waitFor();
  }, 120_000);

  test('a reload shows the same: what is open stands in the address', async () => {
    await reload(bob.page);
    await panel(bob).getByText('The rate, I think.').waitFor({ timeout: 30_000 });
  });

  test('resolved for one is resolved for the other', async () => {
    await press(bob, 'Resolve');
    await nc1(ada).getByRole('button', { name: 'Note 1, resolved, epoch 8' }).waitFor({ timeout: 10_000 });
  }, 120_000);

  test('both give a verdict, each sees the other’s and whether they agree', async () => {
    for (const [browser, word] of [[ada, 'Collapsed'], [bob, 'Partly']] as const) {
      await press(browser, word);
      await write(browser, 'Why', `because of ${word}`);
      await press(browser, 'Give verdict');
      await panel(browser).getByRole('button', { name: 'Change verdict' }).waitFor();
    }
    await panel(ada).getByText('1 of 2 agree').waitFor({ timeout: 10_000 });
    await panel(ada).getByText('because of Partly').waitFor();
  }, 120_000);

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
    await visit(viewer.page, `${served.url}/runs/${runId}?review=1`);
    await panel(viewer).getByText('because of Partly').waitFor({ timeout: 30_000 });
    expect(await panel(viewer).getByRole('textbox').count()).toBe(0);
    expect(await panel(viewer).getByRole('button', { name: /Give|Change|Resolve|Reply|Note on/ }).count()).toBe(0);
    await viewer.context.close();
  });
});
