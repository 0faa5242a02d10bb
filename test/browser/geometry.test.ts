import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectRecord, type PrismaClient } from '../../prisma/client.ts';
import { freshDatabase } from '../postgres.ts';
import { ServerProcess } from '../server/server-process.ts';
import { until } from '../until.ts';
import { noBrowser, openBrowser, violationsOf, visit, watchErrors } from './browser.ts';
import { addCollapsingRun, COLLAPSING } from './geometry-run.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let record: PrismaClient;
let server: ServerProcess;
let address: string;
let manyAddress: string;

beforeAll(async () => {
  database = await freshDatabase();
  record = connectRecord(database.url);
  const id = await addCollapsingRun(record);
  const many = await addCollapsingRun(record, { names: Array.from({ length: 40 }, (_, c) => `class ${c}`), epochs: [1, 100], phase: 50 });
  server = new ServerProcess({ DATABASE_URL: database.url });
  const url = await server.serving();
  address = `${url}/runs/${id}?tab=geometry`;
  manyAddress = `${url}/geometry?run=${many}`;
}, 120_000);
afterAll(async () => {
  server.child.kill('SIGTERM');
  await server.gone();
  await record.$disconnect();
  await database.drop();
}, 30_000);

describe.skipIf(noBrowser)(`the geometry of a run ${noBrowser}`, () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let errors: string[];
  beforeAll(async () => {
    browser = await openBrowser({ viewport: { width: 1440, height: 900 } });
    errors = watchErrors(browser.context);
    await visit(browser.page, address);
    await browser.page.getByRole('slider', { name: 'Epoch' }).waitFor({ timeout: 30_000 });
  });
  afterAll(() => browser.context.close());

  const epoch = async () => Number(/\d+/.exec((await browser.page.locator('.epoch-now').textContent()) ?? '')?.[0]);
  const inAddress = (name: string) => new URL(browser.page.url()).searchParams.get(name);
  /** What is painted on a canvas, as a text that differs where a pixel does. */
  const picture = (which: string) => browser.page.locator(which).evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());

  test('it opens at the last measured epoch, with six still frames', async () => {
    await expect.poll(() => epoch()).toBe(100);
    await expect.poll(() => browser.page.locator('.film button').count()).toBe(6);
    await expect.poll(() => browser.page.locator('.epoch-readout').textContent()).toContain('84 into terminal phase');
  });

  test('arrow keys on the time line go from one measured epoch to the next, and the address follows', async () => {
    const { page } = browser;
    const slider = page.getByRole('slider', { name: 'Epoch' });
    await slider.press('Home');
    await expect.poll(() => epoch()).toBe(1);
    await slider.press('ArrowRight');
    await slider.press('ArrowRight');
    await expect.poll(() => epoch()).toBe(4);
    await expect.poll(() => slider.getAttribute('aria-valuetext')).toMatch(/^epoch 4, NC1 /);
    await until('the epoch in the address', async () => inAddress('epoch') === '4', 5);
  });

  test('a still frame is a button that goes to its epoch', async () => {
    const before = await picture('.stage-canvas >> nth=0');
    await browser.page.getByRole('button', { name: /^Epoch 16/ }).click();
    await expect.poll(() => epoch()).toBe(16);
    await expect.poll(() => browser.page.locator('.epoch-readout').textContent()).toContain('terminal phase begins');
    await until('another picture', async () => (await picture('.stage-canvas >> nth=0')) !== before, 5);
  });

  test('the space bar plays, says that it interpolates, and pauses at a measured epoch', async () => {
    const { page } = browser;
    await page.locator('body').press(' ');
    await page.getByText('between measured epochs: interpolated').waitFor();
    await page.locator('body').press(' ');
    expect(COLLAPSING.epochs).toContain(await epoch());
    await expect.poll(() => page.getByRole('button', { name: 'Play' }).count()).toBe(1);
  });

  test('played to its end it stands at the last epoch; the space bar on a button presses the button', async () => {
    const { page } = browser;
    const speed = page.getByRole('button', { name: /^Speed/ });
    await speed.press(' ');
    await speed.press(' ');
    await expect.poll(() => speed.textContent()).toBe('4×');
    await expect.poll(() => page.getByRole('button', { name: 'Play' }).count()).toBe(1);
    await page.getByRole('button', { name: 'Play' }).click();
    await until('the end', async () => (await page.getByRole('button', { name: 'Play' }).count()) === 1 && (await epoch()) === 100, 15);
  });

  test('dragging and arrow keys turn all classes, and the turn is in the address', async () => {
    const { page } = browser;
    const orbit = page.getByRole('group', { name: /^All ten classes/ });
    const before = await picture('.orbit canvas');
    const box = (await orbit.boundingBox())!;
    await page.mouse.move(box.x + 100, box.y + 100);
    await page.mouse.down();
    await page.mouse.move(box.x + 150, box.y + 125, { steps: 3 });
    await page.mouse.up();
    await until('the turn in the address', async () => inAddress('turn') === '-34,-14', 5);
    await orbit.press('ArrowRight');
    await until('five degrees more', async () => inAddress('turn') === '-29,-14', 5);
    await expect.poll(() => picture('.orbit canvas')).not.toBe(before);
    await page.getByRole('button', { name: 'Reset' }).click();
    await until('the usual turn', async () => inAddress('turn') === null, 5);
  });

  test('two changes in one moment both stay in the address', async () => {
    const { page } = browser;
    const buttons = await Promise.all(['Turn right', 'Classifiers'].map((name) => page.getByRole('button', { name, exact: true }).elementHandle()));
    await page.evaluate((both) => {
      for (const button of both) (button as HTMLElement).click();
    }, buttons);
    await until('both in the address', async () => inAddress('turn') === '-39,-24' && inAddress('of') === 'classifiers', 5);
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.getByRole('button', { name: 'Means', exact: true }).click();
    await until('the usual view', async () => inAddress('turn') === null && inAddress('of') === null, 5);
  });

  test('any three classes can be chosen', async () => {
    const { page } = browser;
    await page.getByRole('combobox', { name: 'First class' }).selectOption({ label: 'Sneaker' });
    await until('the classes in the address', async () => inAddress('classes') === '7,1,2', 5);
    await page.getByRole('img', { name: /Sneaker, Trouser, Pullover/ }).waitFor();
  });

  test('a pair of classes is told under the pointer and under the arrow keys', async () => {
    const { page } = browser;
    const map = page.getByRole('group', { name: 'Cosines of class means' });
    await map.press('ArrowRight');
    const told = page.locator('.heat-told');
    await expect.poll(() => told.textContent()).toMatch(/^T-shirt and Trouser: −0\.\d+, \S+ (above|below) −1\/9$/);
    await map.press('ArrowDown');
    await expect.poll(() => told.textContent()).toBe('Trouser and itself');
    await map.locator('rect').nth(5).hover();
    await expect.poll(() => told.textContent()).toMatch(/^T-shirt and Shirt: /);
  });

  test('split and layer without snapshots are told as such', async () => {
    const { page } = browser;
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await page.getByText('No geometry of test images yet').waitFor();
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.getByRole('slider', { name: 'Epoch' }).waitFor();
  });

  test('the coordinates of the still can be saved', async () => {
    const { page } = browser;
    await page.getByRole('button', { name: /^Export Three classes/ }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'Save as CSV' }).click()]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    const lines = Buffer.concat(chunks).toString('utf8').trim().split('\r\n');
    expect(lines[0]).toBe('epoch,from,kind,class,name,image,x,y');
    expect(lines).toHaveLength(1 + 9 + 15);
    await page.getByRole('button', { name: /^Export Three classes/ }).click();
    const [drawing] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'Save as SVG' }).click()]);
    expect(drawing.suggestedFilename()).toMatch(/^Three-classes.*\.svg$/);
    await expect.poll(() => page.locator('.stage > .panel > div[aria-hidden] svg.still').count()).toBe(0);
  });

  test('a link shows what its sender saw', async () => {
    const other = await browser.context.newPage();
    await visit(other, `${address}&epoch=8&classes=6,1,7&of=classifiers&reach=0.1`);
    await other.getByRole('slider', { name: 'Epoch' }).waitFor();
    await expect.poll(() => other.locator('.epoch-now').textContent()).toBe('epoch 8');
    await other.getByRole('img', { name: /Shirt, Trouser, Sneaker/ }).waitFor();
    await other.getByRole('group', { name: 'Cosines of classifiers' }).waitFor();
    await other.close();
  });

  test('of forty classes the cells are painted on a canvas, and each pair is told all the same', async () => {
    const other = await browser.context.newPage();
    await visit(other, manyAddress);
    const map = other.getByRole('group', { name: 'Cosines of class means' });
    await map.locator('canvas').waitFor();
    await expect.poll(() => map.locator('rect').count()).toBe(0);
    const colours = await map.locator('canvas').evaluate((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
      return new Set(Array.from({ length: width }, (_, x) => data.slice(4 * x, 4 * x + 4).join(' '))).size;
    });
    expect(colours).toBeGreaterThan(1);
    await map.press('End');
    await expect.poll(() => other.locator('.heat-told').textContent()).toMatch(/^class 39 and class 38: .*−1\/39$/);
    await expect.poll(() => other.getByRole('heading', { name: 'All 40 classes' }).count()).toBe(1);
    await other.close();
  });

  test('where nothing may move, playing steps through the still frames and never interpolates', async () => {
    const other = await browser.context.newPage();
    await other.emulateMedia({ reducedMotion: 'reduce' });
    await visit(other, `${address}&epoch=1`);
    await other.getByRole('slider', { name: 'Epoch' }).waitFor();
    await other.evaluate(() => {
      const seen = new Set<string>();
      Object.assign(globalThis, { seen });
      const readout = document.querySelector('.epoch-readout')!;
      new MutationObserver(() => seen.add(readout.textContent ?? '')).observe(readout, { childList: true, subtree: true, characterData: true });
    });
    await other.getByRole('button', { name: 'Play' }).click();
    await until('two still frames further', async () => (await other.evaluate(() => (globalThis as unknown as { seen: Set<string> }).seen.size)) >= 2, 15);
    await other.getByRole('button', { name: 'Pause' }).click();
    const seen = await other.evaluate(() => [...(globalThis as unknown as { seen: Set<string> }).seen]);
    expect(seen.filter((text) => text.includes('interpolated'))).toEqual([]);
    await other.close();
  }, 60_000);

  test('below the figures stand the cosines of the last epoch, or of one that is chosen', async () => {
    const other = await browser.context.newPage();
    await visit(other, address.replace('?tab=geometry', ''));
    const select = other.getByRole('combobox', { name: 'Epoch of the cosines' });
    await select.waitFor();
    await expect.poll(() => select.inputValue()).toBe('100');
    await select.selectOption('1');
    await until('the epoch in the address', async () => new URL(other.url()).searchParams.get('epoch') === '1', 5);
    await expect.poll(() => other.getByRole('group', { name: /^Cosines of/ }).count()).toBe(2);
    await other.close();
  });

  test.each(['light', 'dark'] as const)('axe finds nothing wrong, %s', async (colorScheme) => {
    const { page } = browser;
    await page.emulateMedia({ colorScheme });
    expect(await violationsOf(page)).toEqual([]);
  }, 60_000);

  test('nothing scrolls sideways on a phone of 360 px, in the tab, on the wide page and below the figures', async () => {
    const phone = await browser.context.newPage();
    await phone.setViewportSize({ width: 360, height: 780 });
    const wide = address.replace(/\/runs\/([^?]+)\?tab=geometry/, '/geometry?run=$1');
    for (const url of [address, wide]) {
      await visit(phone, url);
      await phone.getByRole('slider', { name: 'Epoch' }).waitFor();
      await expect.poll(() => phone.evaluate(() => document.documentElement.scrollWidth), { message: url }).toBe(360);
    }
    await visit(phone, address.replace('?tab=geometry', ''));
    await phone.getByRole('combobox', { name: 'Epoch of the cosines' }).waitFor();
    await expect.poll(() => phone.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await phone.close();
  }, 60_000);

  test('the page asked nothing of any other host and wrote no error', () => {
    expect(browser.foreign).toEqual([]);
    expect(errors).toEqual([]);
  });
});
