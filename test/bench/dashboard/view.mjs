import { median } from '../api/http-load.mjs';
import { CURVE, freshPage, PAINTED, processorOf, spread } from './in-page.mjs';

const TIMES = 5;

/** A run's page from the begin of the navigation until its first four figures have their curves; beside it, in turn, a page that asks one small question. */
export async function measureView({ browser, address, runs }) {
  const [views, bare, firsts, costs] = [[], [], [], []];
  for (let k = 0; k <= TIMES; k++) {
    const view = await timeUntil(browser, `${address}/runs/${runs[k]}`, { selector: `.figures article:nth-of-type(-n+4) ${CURVE}`, of: '.figures article:nth-of-type(-n+4)', count: 4 });
    const plain = await timeUntil(browser, `${address}/metrics`, { selector: '.metric-grid article', of: '.metric-grid article', count: 4 });
    // the first opens the files and compiles in the server: it is not counted
    if (k === 0) continue;
    views.push(view.done);
    costs.push(view.processor);
    firsts.push(view.firstPaint);
    bare.push(plain.done);
  }
  console.log(`first view of a run with 350 epochs, nothing cached, until four figures have their curves: ${spread(views)} (${TIMES} times); first content painted: ${spread(firsts)}; ${median(costs).toFixed(0)} ms of the page's processor`);
  console.log(`  the page of the metrics, in turn: ${spread(bare)}; ${(median(views) / median(bare)).toFixed(2)} times as long`);
}

async function timeUntil(browser, url, wanted) {
  const { context, page } = await freshPage(browser);
  await page.addInitScript(PAINTED);
  await page.addInitScript(({ selector, of, count }) => {
    // the time since the navigation began, when each of the first `count` elements has what is waited for
    globalThis.whenThere = new Promise((resolve) => {
      const look = () => {
        const found = new Set([...document.querySelectorAll(selector)].map((element) => element.closest(of)));
        if (found.size < count) return;
        observer.disconnect();
        globalThis.painted().then(resolve);
      };
      const observer = new MutationObserver(look);
      observer.observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['d'] });
    });
  }, wanted);
  let done = 0;
  const processor = await processorOf(page, async () => {
    await page.goto(url, { waitUntil: 'commit' });
    done = await page.waitForFunction(() => globalThis.whenThere, null, { timeout: 60_000 }).then((found) => found.jsonValue());
  });
  const firstPaint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN);
  await context.close();
  return { done, firstPaint, processor };
}
