import { median, percentile } from '../api/http-load.mjs';
import { CURVE, freshPage, PAINTED, processorOf } from './in-page.mjs';

const MOVES = 60;

/** A pointer that goes over a chart: from each move until the frame with the crosshair is drawn. */
export async function measureHover({ browser, address, runs }) {
  await over(browser, `${address}/runs/${runs[0]}`, 'a run, 350 epochs, eight charts');
  await over(browser, `${address}/compare?runs=${runs.join(',')}&group=none`, '20 runs x 350 epochs, two charts');
}

async function over(browser, url, name) {
  const { context, page } = await freshPage(browser);
  await page.addInitScript(PAINTED);
  await page.goto(url);
  await page.locator(`article ${CURVE}`).nth(3).waitFor({ state: 'attached' });
  await page.waitForTimeout(3_000);
  const box = await page.locator('article .chart').first().boundingBox();
  await page.evaluate(() => {
    globalThis.frames = [];
    addEventListener('pointermove', async () => {
      const begin = performance.now();
      globalThis.frames.push((await globalThis.painted()) - begin);
    }, { capture: true });
  });
  const cost = await processorOf(page, async () => {
    for (let k = 0; k < MOVES; k++) {
      await page.mouse.move(box.x + 50 + ((box.width - 160) * k) / MOVES, box.y + 60 + (k % 7) * 12);
      await page.waitForTimeout(40);
    }
  });
  if ((await page.locator('.cursor').count()) === 0) throw new Error(`no crosshair on ${url}`);
  const frames = (await page.evaluate(() => globalThis.frames)).slice(5);
  console.log(`crosshair, ${name}: median ${median(frames).toFixed(1)}, p95 ${percentile(frames, 0.95).toFixed(1)}, worst ${Math.max(...frames).toFixed(1)} ms from the move until the frame is drawn (${frames.length} moves), ${(cost / MOVES).toFixed(1)} ms of the page's processor`);
  await context.close();
}
