import { median } from '../api/http-load.mjs';

/** "median 120, worst 180 ms" */
export const spread = (values) => `median ${median(values).toFixed(0)}, worst ${Math.max(...values).toFixed(0)} ms`;

/** A page of its own profile, so that nothing is cached. */
export async function freshPage(browser, viewport = { width: 1440, height: 900 }) {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  return { context, page };
}

/** Where a chart has drawn a line, with Recharts or without. */
export const CURVE = ':is(.line, .recharts-line-curve)[d]';

/** Processor time that a page's main thread spends in a piece of work, in ms: hardly moved by what else the machine does. */
export async function processorOf(page, work) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const spent = async () => 1000 * (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value;
  const before = await spent();
  await work();
  const time = (await spent()) - before;
  await session.detach();
  return time;
}

/** Gives pages `painted()`: resolves, with the time, when the next frame was drawn, its style, layout and painting on this thread done. */
export const PAINTED = () => {
  globalThis.painted = () =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port2.onmessage = () => resolve(performance.now());
        channel.port1.postMessage(null);
      });
    });
};
