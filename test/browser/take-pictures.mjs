// The pictures of the README, taken from a running program whose first study is done:
//   npm start            and, when the run is completed, in another terminal
//   node test/browser/take-pictures.mjs http://127.0.0.1:4000
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

const [address = 'http://127.0.0.1:4000'] = process.argv.slice(2);
const folder = path.join(import.meta.dirname, '../../docs/pictures');
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROME_PATH || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
for (const theme of ['light', 'dark']) {
  const context = await browser.newContext({ colorScheme: theme, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(address);
  await page.getByRole('link', { name: 'VGG small, seed 1' }).first().click();
  await page.waitForURL(/\/runs\/run_/);
  await page.locator('.recharts-line-curve').nth(12).waitFor();
  await page.screenshot({ path: path.join(folder, `run-${theme}.png`) });
  await context.close();
}
await browser.close();
