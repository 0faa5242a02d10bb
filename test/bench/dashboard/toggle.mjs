import { median } from '../api/http-load.mjs';
import { CURVE, freshPage, PAINTED, processorOf, spread } from './in-page.mjs';

const TIMES = 7;

/** 20 runs of 350 epochs, each alone: from a click until the frame with the changed charts is drawn. */
export async function measureToggles({ browser, address, runs }) {
  const { context, page } = await freshPage(browser);
  await page.addInitScript(PAINTED);
  await page.goto(`${address}/compare?runs=${runs.join(',')}&group=none`);
  await page.locator(`article ${CURVE}`).nth(39).waitFor({ state: 'attached' });
  await page.waitForTimeout(3_000);
  const y = page.getByRole('group', { name: 'y axis' });
  const hide = page.locator('.groups li').first().getByRole('button', { name: / in the charts$/ });
  const changes = {
    'log and linear': (k) => y.getByRole('button', { name: k % 2 ? 'log' : 'linear', exact: true }),
    'one run hidden and shown': () => hide,
  };
  for (const [name, button] of Object.entries(changes)) {
    const [times, costs] = [[], []];
    for (let k = 0; k <= TIMES; k++) {
      let time = 0;
      const cost = await processorOf(page, async () => {
        time = await timeOf(page, button(k));
      });
      if (k > 0) times.push(time) && costs.push(cost);
      await page.waitForTimeout(500);
    }
    console.log(`20 runs x 350 epochs compared, two charts, ${name}: ${spread(times)} (${TIMES} times), ${median(costs).toFixed(0)} ms of the page's processor`);
  }
  await context.close();
}

/** From the click to the first frame after which the curves no longer change. */
async function timeOf(page, button) {
  await button.evaluate((element) => {
    globalThis.changed = new Promise((resolve) => {
      let [begin, last] = [0, 0];
      element.addEventListener('click', () => { begin = performance.now(); }, { once: true, capture: true });
      const observer = new MutationObserver(() => {
        globalThis.painted().then((time) => { last = time; });
      });
      for (const chart of document.querySelectorAll('article .plot')) observer.observe(chart, { childList: true, subtree: true, attributes: true });
      const wait = setInterval(() => {
        if (last === 0 || performance.now() - last < 300) return;
        clearInterval(wait);
        observer.disconnect();
        resolve(last - begin);
      }, 50);
    });
  });
  await button.click();
  return page.waitForFunction(() => globalThis.changed).then((time) => time.jsonValue());
}
