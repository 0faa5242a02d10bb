import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addEpoch, addMeasuredRun, addRun, addStudy, measureAll } from '../server/record-builder.ts';
import { mutate } from '../server/reviews/reviewing.ts';
import { type Served, serve } from '../server/served.ts';
import { noBrowser, openBrowser, violationsOf } from './browser.ts';

/** Each would set `document.title` or ask a host for something, if it were let. */
const ATTACKS = [
  '<script>document.title = "owned"</script>',
  '<img src=x onerror="document.title = \'owned\'">',
  '<svg onload="document.title = \'owned\'"></svg>',
  '"><svg/onload=document.title="owned">',
  '</title><script>document.title = "owned"</script>',
  '</style><script>document.title = "owned"</script>',
  '<iframe srcdoc="<script>parent.document.title=1</script>"></iframe>',
  '<meta http-equiv="refresh" content="0;url=https://attack.example">',
];
const MARKDOWN = [
  ...ATTACKS,
  '[click](javascript:document.title="owned")',
  '[click](data:text/html,<script>parent.document.title="owned"</script>)',
  '![picture](https://attack.example/pixel.png)',
  '![picture][ref]\n\n[ref]: https://attack.example/pixel.png',
  '<https://attack.example/good>',
  '```html\n<script>document.title = "owned"</script>\n```',
  '[vb](vbscript:x) [js](JaVaScRiPt:x) [entity](&#106;avascript:x)',
  'note[^1]\n\n[^1]: <script>document.title = "owned"</script>',
].join('\n\n');

describe.skipIf(noBrowser)(`an exported report ${noBrowser}`, () => {
  let served: Served;
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let folder: string;
  let studyId: string;
  beforeAll(async () => {
    served = await serve();
    folder = mkdtempSync(path.join(os.tmpdir(), 'collapsar-report-'));
    browser = await openBrowser({ viewport: { width: 900, height: 900 } });
    studyId = (await addStudy(served.record, `A study ${ATTACKS[0]}`)).id;
  }, 120_000);
  afterAll(async () => {
    await browser?.context.close();
    await served?.end();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Saves a report to a file, as a browser would, and opens it from there. */
  async function open(title: string, body: string) {
    const { report } = await mutate(served, null, 'createReport', { studyId, title, body }, 'report { id }');
    const response = await fetch(`${served.url}/export/reports/${report.id}`);
    const file = path.join(folder, `${report.id}.html`);
    writeFileSync(file, Buffer.from(await response.arrayBuffer()));
    await browser.page.goto(pathToFileURL(file).href);
    return browser.page;
  }
  const block = (question: object) => `\`\`\`collapsar\n${JSON.stringify(question)}\n\`\`\``;

  test('what people wrote does nothing, wherever they wrote it', async () => {
    const name = ATTACKS.join(' ').slice(0, 200);
    const run = await addRun(served.record, studyId, { name, lastEpoch: 2, classNames: ATTACKS.slice(0, 3), tags: ATTACKS });
    for (const epoch of [1, 2]) await addEpoch(served.record, run.id, epoch);
    const { thread } = await mutate(served, null, 'beginThread', { studyId, runId: run.id, body: MARKDOWN }, 'thread { id }');
    const title = ATTACKS[4]!;
    const blocks = [
      { kind: 'chart', runs: [run.id], metrics: ['LOSS'], title: ATTACKS[1] },
      { kind: 'table', runs: [run.id], metrics: ['LOSS'], title: ATTACKS[2] },
      { kind: 'chart', runs: [run.id], metrics: ['LOSS'], groupBy: 'NONE' },
      { kind: 'thread', thread: thread.id },
    ].map(block);
    const page = await open(title, `${MARKDOWN}\n\n${blocks.join('\n\n')}`);
    expect(await page.title()).toBe(title);
    expect(await page.locator('h1').textContent()).toBe(title);
    expect(await page.locator('td').first().textContent()).toBe(name);
    expect(await page.locator('script, img, iframe, object, embed, form, input, link, base, svg[onload]').count()).toBe(0);
    const attributes = await page.evaluate(() => [...document.querySelectorAll('*')].flatMap((element) => element.getAttributeNames()).filter((each) => each.startsWith('on')));
    expect(attributes).toEqual([]);
    const links = await page.evaluate(() => [...document.querySelectorAll('a[href]')].map((link) => link.getAttribute('href')));
    expect(links.filter((href) => !/^(https?:|mailto:|#)/.test(href!))).toEqual([]);
    expect(links).toContain('https://attack.example/good');
    for (const link of await page.locator('a:not([href])').all()) await link.click({ force: true });
    expect(await page.title()).toBe(title);
    expect(browser.foreign).toEqual([]);
  }, 60_000);

  test('the file itself forbids scripts and the network, should one ever get in', async () => {
    const page = await open('Plain', 'words');
    const ran = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "owned"';
      document.body.append(script);
      const picture = new Image();
      const loaded = new Promise((resolve) => {
        picture.onload = () => resolve('loaded');
        picture.onerror = () => resolve('refused');
      });
      picture.src = 'https://attack.example/pixel.png';
      return [document.title, await loaded];
    });
    expect(ran).toEqual(['Plain', 'refused']);
    expect(browser.foreign).toEqual([]);
  }, 60_000);

  test('it reads well without network: charts are drawn, and nothing is wrong for who cannot see them', async () => {
    const { run } = await addMeasuredRun(served.record, studyId, 4, { name: 'the run', terminalPhaseEpoch: 2, status: 'COMPLETED', classes: 3 });
    await measureAll(served.record, ['NC1']);
    const page = await open('Results', `Words.\n\n${[{ kind: 'chart', runs: [run.id], metrics: ['NC1', 'LOSS'], title: 'Curves' }, { kind: 'table', runs: [run.id], metrics: ['NC1'] }, { kind: 'geometry', run: run.id }].map(block).join('\n\n')}`);
    const chart = page.getByRole('img').first();
    expect((await chart.boundingBox())!.width).toBeGreaterThan(400);
    expect(await page.locator('.line').first().evaluate((line) => getComputedStyle(line).stroke)).toBe('rgb(82, 106, 226)');
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(await violationsOf(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  }, 60_000);
});
