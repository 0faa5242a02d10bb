import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCaller, addLink } from '../server/callers.ts';
import { addMeasuredRun, measureNow } from '../server/record-builder.ts';
import { type Served, serve } from '../server/served.ts';
import { noBrowser, openBrowser, reload, violationsOf, visit, watchErrors } from './browser.ts';
import { addRunWithParts } from './parts-run.ts';
import { signInto } from './sign-into.ts';

let served: Served;
let runId: string;
let compared: string[];
beforeAll(async () => {
  if (noBrowser) return;
  served = await serve({ web: true });
  runId = await addRunWithParts(served.record);
  const { studyId } = await served.record.run.findUniqueOrThrow({ where: { id: runId } });
  compared = [];
  for (const seed of [1, 2]) {
    const { run } = await addMeasuredRun(served.record, studyId, 6, { name: `seed ${seed}`, seed, status: 'COMPLETED', terminalPhaseEpoch: 2 });
    await measureNow(served.record, run.id, ['NC1', 'NC3_DUALITY']);
    compared.push(run.id);
  }
}, 120_000);
afterAll(() => served?.end());

describe.skipIf(noBrowser)(`two people leave notes elsewhere, and see each other ${noBrowser}`, () => {
  type Browser = Awaited<ReturnType<typeof openBrowser>>;
  let ada: Browser;
  let bob: Browser;
  let errors: string[][];
  beforeAll(async () => {
    [ada, bob] = [await openBrowser({ viewport: { width: 1440, height: 900 } }), await openBrowser({ viewport: { width: 1440, height: 900 } })];
    errors = [watchErrors(ada.context), watchErrors(bob.context)];
    for (const [browser, name] of [[ada, 'ada'], [bob, 'bob']] as const) await signInto(browser.context, served.url, (await addCaller(served.record, 'REVIEWER', name)).secret);
  }, 60_000);
  afterAll(() => Promise.all([ada?.context.close(), bob?.context.close()]));

  const looking = ({ page }: Browser) => page.getByRole('button', { name: /^looking now/ });
  const shot = async ({ page }: Browser, name: string) => void (process.env.SHOTS && (await page.screenshot({ path: `${process.env.SHOTS}/notes-${name}.png` })));

  test('who else looks stands in the title row with a name, comes without moving anything, and goes', async () => {
    await visit(ada.page, `${served.url}/runs/${runId}`);
    await ada.page.getByRole('slider', { name: /Crosshair in/ }).first().waitFor({ timeout: 30_000 });
    const places = async () => {
      const boxes = await Promise.all(['h1', '.tabs', '.head .crumbs', '.head .row:first-child > :last-child'].map((what) => ada.page.locator(what).first().boundingBox()));
      return boxes.map((box) => [box!.x, box!.y]);
    };
    const before = await places();
    await expect.poll(() => looking(ada).count()).toBe(0);
    await visit(bob.page, `${served.url}/runs/${runId}?tab=settings`);
    await ada.page.getByRole('button', { name: /^looking now ?: bob$/ }).waitFor({ timeout: 20_000 });
    await bob.page.getByRole('button', { name: /^looking now ?: ada$/ }).waitFor();
    expect(await places()).toEqual(before);
    await looking(ada).focus();
    await ada.page.getByRole('tooltip').getByText('bob').waitFor();
    await shot(ada, 'looking');
    const { studyId } = await served.record.run.findUniqueOrThrow({ where: { id: runId } });
    const visitor = await openBrowser({ viewport: { width: 360, height: 780 } });
    await visit(visitor.page, `${served.url}/s/${(await addLink(served.record, studyId)).secret}`);
    await visit(visitor.page, `${served.url}/runs/${runId}`);
    await ada.page.getByRole('button', { name: /^looking now ?: bob, 1 visitor by share link$/ }).waitFor({ timeout: 30_000 });
    await visitor.page.getByRole('button', { name: /^looking now ?: 2 people$/ }).waitFor();
    await expect.poll(() => visitor.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect(await violationsOf(ada.page)).toEqual([]);
    expect(await violationsOf(visitor.page)).toEqual([]);
    await shot(visitor, 'looking-phone');
    await visitor.context.close();
    await visit(bob.page, `${served.url}/runs`);
    await looking(ada).waitFor({ state: 'detached', timeout: 20_000 });
  }, 120_000);

  test('a note on robustness by the keyboard; the other sees its pin without a reload', async () => {
    for (const { page } of [ada, bob]) await visit(page, `${served.url}/runs/${runId}?tab=robustness`);
    const chart = ada.page.getByRole('slider', { name: 'Crosshair in Robustness' }).or(ada.page.getByRole('slider', { name: /Crosshair in .*DeepFool/i })).first();
    await chart.waitFor({ timeout: 30_000 });
    await chart.focus();
    await chart.press('End');
    await chart.press('c');
    await ada.page.getByRole('textbox', { name: /Your note/ }).waitFor();
    await ada.page.keyboard.type('Does it level off?');
    await ada.page.keyboard.press('Control+Enter');
    await bob.page.getByRole('button', { name: 'Note 1, open, epoch 16' }).waitFor({ timeout: 15_000 });
    expect(await served.record.thread.findFirst({ select: { metric: true, split: true, fromEpoch: true } })).toEqual({ metric: 'ROBUSTNESS_DEEPFOOL', split: 'TEST', fromEpoch: 16 });
    await shot(ada, 'robustness');
  }, 60_000);

  test('a note on a layer of the map through depth stands on its cell', async () => {
    await visit(ada.page, `${served.url}/runs/${runId}?tab=depth`);
    const map = ada.page.locator('.heat-map');
    await map.waitFor({ timeout: 30_000 });
    await map.focus();
    for (const key of ['Home', 'ArrowRight', 'c']) await map.press(key);
    await ada.page.getByRole('textbox', { name: /Your note/ }).waitFor();
    await ada.page.keyboard.type('An inner layer.');
    await ada.page.keyboard.press('Control+Enter');
    await ada.page.getByRole('button', { name: 'Note 2, open, epoch 4' }).waitFor({ timeout: 15_000 });
    expect(await served.record.thread.findFirst({ where: { metric: 'NC1' }, select: { layer: true, fromEpoch: true } })).toEqual({ layer: 'stage1', fromEpoch: 4 });
    await shot(ada, 'depth');
  }, 60_000);

  const compare = () => `${served.url}/compare?runs=${compared.join(',')}&align=epoch`;
  const nc1 = ({ page }: Browser) => page.locator('article', { has: page.locator('#curves-NC1') });
  const panel = ({ page }: Browser) => page.getByRole('complementary', { name: 'Notes on these runs' });

  test('on the comparison: a note by the keyboard on one of the seeds, a second one on a span, seen by the other at once', async () => {
    for (const { page } of [ada, bob]) await visit(page, compare());
    const chart = nc1(ada).getByRole('slider');
    await chart.waitFor({ timeout: 30_000 });
    await chart.focus();
    for (const key of ['End', 'ArrowLeft', 'c']) await chart.press(key);
    await panel(ada).getByLabel('on the run').selectOption({ label: 'seed 2' });
    await panel(ada).getByRole('textbox', { name: /Your note/ }).fill('This seed is slower.');
    await panel(ada).getByRole('textbox', { name: /Your note/ }).press('Control+Enter');
    await nc1(bob).getByRole('button', { name: 'Note 1 on seed 2, open, epoch 5' }).waitFor({ timeout: 15_000 });
    await chart.focus();
    for (const key of ['Home', 'ArrowRight', 'c']) await chart.press(key);
    await panel(ada).getByLabel('up to epoch').fill('4');
    await panel(ada).getByRole('textbox', { name: /Your note/ }).fill('Both fall.');
    await panel(ada).getByRole('button', { name: 'Leave note' }).click();
    await nc1(bob).getByRole('button', { name: 'Note 1 on seed 1, open, epochs 2 to 4' }).waitFor({ timeout: 15_000 });
  }, 60_000);

  test('arrow keys go from pin to pin; one that is opened shows its card, and its run’s name', async () => {
    const pins = nc1(bob).getByRole('group', { name: /^Notes on/ }).getByRole('button');
    await expect.poll(() => pins.evaluateAll((all) => all.map((pin) => pin.tabIndex))).toEqual([0, -1]);
    await pins.first().focus();
    await pins.first().press('ArrowRight');
    await expect.poll(() => pins.nth(1).evaluate((pin) => pin === document.activeElement)).toBe(true);
    await pins.nth(1).press('Enter');
    await panel(bob).getByText('This seed is slower.').waitFor({ timeout: 15_000 });
    await panel(bob).locator('li.active').getByText('seed 2').waitFor();
    await panel(bob).getByRole('textbox', { name: 'Reply' }).fill('Its rate fell later.');
    await panel(bob).getByRole('textbox', { name: 'Reply' }).press('Control+Enter');
    await panel(ada).getByText('1 reply').or(panel(ada).getByText('Its rate fell later.')).first().waitFor({ timeout: 15_000 });
    await reload(bob.page);
    await panel(bob).getByText('Its rate fell later.').waitFor({ timeout: 30_000 });
  }, 60_000);

  test('a click on a line begins a note on the run nearest to it', async () => {
    const chart = nc1(ada).locator('.chart');
    const curve = await nc1(ada).locator('.recharts-line-curve').first().evaluate((path: SVGPathElement) => {
      const { x, y } = path.getPointAtLength(path.getTotalLength() / 2);
      const place = path.getScreenCTM()!;
      return { x: x * place.a + place.e, y: y * place.d + place.f };
    });
    const box = (await chart.boundingBox())!;
    await chart.click({ position: { x: curve.x - box.x, y: curve.y - box.y } });
    await panel(ada).getByRole('textbox', { name: /Your note/ }).waitFor();
    await panel(ada).getByRole('button', { name: 'Leave it' }).click();
    await panel(ada).getByRole('button', { name: 'Close the notes' }).click();
    await panel(ada).waitFor({ state: 'detached' });
  }, 60_000);

  test.each(['light', 'dark'] as const)('no violation with the notes open, wide and at 360 px: %s', async (colorScheme) => {
    await bob.page.emulateMedia({ colorScheme });
    for (const [address, name] of [[`${compare()}&review=1`, 'compare'], [`${served.url}/runs/${runId}?tab=depth&review=1`, 'depth-open'], [`${served.url}/runs/${runId}?tab=robustness&review=1`, 'robustness-open']] as const) {
      await bob.page.setViewportSize({ width: 1440, height: 900 });
      await visit(bob.page, address);
      await bob.page.locator('.pins .pin').first().waitFor({ timeout: 30_000 });
      await bob.page.locator('.threads .markdown').first().waitFor();
      expect([name, await violationsOf(bob.page)]).toEqual([name, []]);
      await shot(bob, `${name}-${colorScheme}`);
      await bob.page.setViewportSize({ width: 360, height: 780 });
      await bob.page.waitForFunction(() => document.documentElement.scrollWidth <= 360);
      expect([name, await violationsOf(bob.page)]).toEqual([name, []]);
      await shot(bob, `${name}-phone-${colorScheme}`);
    }
  }, 120_000);

  test('nothing of it left an error on a page', () => expect(errors).toEqual([[], []]));
});
