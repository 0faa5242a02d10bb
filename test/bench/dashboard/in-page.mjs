import { median } from '../api/http-load.mjs';

/** "median 120, worst 180 ms" */
export const spread = (values) => `median ${median(values).toFixed(0)}, worst ${Math.max(...values).toFixed(0)} ms`;

/** A page of its own profile, so that nothing is cached. */
export async function freshPage(browser, viewport = { width: 1440, height: 900 }) {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  return { context, page };
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
