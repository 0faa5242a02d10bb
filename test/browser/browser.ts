import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import axe from 'axe-core';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

/** Chromium must not call home: its own services are switched off, and every page request is watched. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Where there is no browser the tests that need one are skipped, with this reason; under CI they fail instead. */
export const noBrowser = process.env.CHROME_PATH ? '' : 'no browser: set CHROME_PATH, or install Chromium';
if (noBrowser && process.env.CI) throw new Error(`${noBrowser}; with CI set the browser tests must run`);

/** A fresh browser; what it asks of hosts other than this machine is refused and listed in `foreign`. */
export async function openBrowser(options: Parameters<typeof chromium.launchPersistentContext>[1] = {}) {
  const profile = mkdtempSync(path.join(os.tmpdir(), 'collapsar-browser-'));
  const context = await chromium.launchPersistentContext(profile, { executablePath: process.env.CHROME_PATH, args: ARGS, ...options });
  const foreign: string[] = [];
  await context.route(
    (url) => url.protocol.startsWith('http') && !['127.0.0.1', 'localhost'].includes(url.hostname),
    (route) => {
      foreign.push(route.request().url());
      return route.abort();
    },
  );
  context.on('page', slowDown);
  await Promise.all(context.pages().map(slowDown));
  return { context, foreign, page: context.pages()[0] ?? (await context.newPage()) };
}

/** A page whose processor is so many times slower: what a test reads before the page has drawn it comes to light. */
async function slowDown(page: Page): Promise<void> {
  const rate = Number(process.env.BROWSER_SLOWDOWN ?? 1);
  if (rate <= 1) return;
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
}

/** Opens an address of the dashboard, and waits until it hears keys and clicks: what the server sent of it is seen a moment before. */
export async function visit(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await awake(page);
}

/** Loads the page anew, and waits as `visit` does. */
export async function reload(page: Page): Promise<void> {
  await page.reload();
  await awake(page);
}

const awake = (page: Page) => page.locator('html[data-awake]').waitFor({ state: 'attached' });

/** Errors that a page wrote to its console or threw, from now on. */
export function watchErrors(context: BrowserContext): string[] {
  const errors: string[] = [];
  context.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  context.on('weberror', (error) => errors.push(String(error.error())));
  return errors;
}

/** What axe-core finds wrong on a page, a line each. */
export async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run(document));
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help} (${target.join(' ')})`));
}
