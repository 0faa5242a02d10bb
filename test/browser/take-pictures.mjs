// Pictures of every page, light and dark, taken from a running program whose first study is done:
//   npm start            and, when the run is completed, in another terminal
//   node test/browser/take-pictures.mjs http://127.0.0.1:4000
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

const [address = 'http://127.0.0.1:4000'] = process.argv.slice(2);
const folder = path.join(import.meta.dirname, '../../docs/screenshots');
mkdirSync(folder, { recursive: true });

const answer = await fetch(`${address}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query": "{ runs(first: 1, filter: { status: [COMPLETED] }) { nodes { id } } }"}' });
const id = (await answer.json()).data.runs.nodes[0]?.id;
if (!id) throw new TypeError('No run is completed yet; wait for the first study.');

/** Each page, and what must be drawn before its picture is taken. */
const PAGES = {
  overview: ['/', 'text=Finished recently'],
  runs: ['/runs', 'text=VGG small'],
  run: [`/runs/${id}`, '.recharts-line-curve >> nth=12'],
  'run-classes': [`/runs/${id}?tab=classes`, 'table'],
  geometry: [`/runs/${id}?tab=geometry`, 'text=Three classes'],
  compare: [`/compare?runs=${id}`, '.recharts-line-curve >> nth=1'],
  paper: ['/paper', 'text=Table 1'],
  launch: ['/launch', 'text=Before starting'],
  import: ['/import', 'h1'],
  metrics: ['/metrics', 'math'],
};

const browser = await chromium.launch({ executablePath: process.env.CHROME_PATH || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
for (const theme of ['light', 'dark']) {
  const context = await browser.newContext({ colorScheme: theme, viewport: { width: 1440, height: 900 } });
  for (const [name, [route, drawn]] of Object.entries(PAGES)) {
    const page = await context.newPage();
    await page.goto(address + route);
    await page.locator(drawn).first().waitFor();
    await page.waitForLoadState('networkidle').catch(() => {});
    await page.screenshot({ path: path.join(folder, `${name}-${theme}.png`) });
    await page.close();
  }
  await context.close();
}
await browser.close();
