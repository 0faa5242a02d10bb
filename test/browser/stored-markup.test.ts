import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectRecord, type PrismaClient } from '../../prisma/client.ts';
import { newId } from '../../prisma/ids.ts';
import { freshDatabase } from '../postgres.ts';
import { ServerProcess } from '../server/server-process.ts';
import { noBrowser, openBrowser, visit } from './browser.ts';
import { addRunWithParts } from './parts-run.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let record: PrismaClient;
let server: ServerProcess;
let address: string;
let runId: string;

/** What a page must show as it stands; each place has its own word, so that a test can find it. */
const markup = (place: string) =>
  `${place}<img src=x onerror="globalThis.ran='${place}'"><svg onload="globalThis.ran='${place}'"></svg><script>globalThis.ran='${place}'</script>` +
  `[link](javascript:globalThis.ran='${place}')![remote](http://evil.example/${place}.png)"'</title></script><!--{{7*7}}\${7*7}`;

/** Markup wherever people or programs can bring a text in. */
async function plant() {
  runId = await addRunWithParts(record);
  await record.study.updateMany({ data: { name: markup('study'), description: markup('description') } });
  const texts = { architecture: markup('family'), host: markup('host'), backend: markup('backend'), codeVersion: markup('code'), error: markup('error'), note: markup('note'), lossReduction: markup('reduction') };
  await record.run.update({
    where: { id: runId },
    data: { ...texts, name: markup('run'), tags: [markup('tag')], warnings: [markup('WARNED: ')], classNames: ['a', 'b', 'c', 'd'].map((name) => markup(`class-${name}`)), status: 'FAILED' },
  });
  await record.runLog.create({ data: { runId, attempt: 1, level: 'ERROR', message: markup('log') }, select: { id: true } });
  const study = await record.study.findFirstOrThrow();
  await record.savedView.create({ data: { id: newId('view'), name: markup('view'), page: 'runs', state: { search: markup('search') }, isShared: true, studyId: study.id } });
}

beforeAll(async () => {
  database = await freshDatabase();
  record = connectRecord(database.url);
  await plant();
  server = new ServerProcess({ DATABASE_URL: database.url });
  address = await server.serving();
}, 120_000);
afterAll(async () => {
  server.child.kill('SIGTERM');
  await server.gone();
  await record.$disconnect();
  await database.drop();
}, 30_000);

describe.skipIf(noBrowser)(`stored markup, seen in a browser ${noBrowser}`, () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  const odd: string[] = [];
  beforeAll(async () => {
    browser = await openBrowser({ viewport: { width: 1440, height: 900 } });
    browser.page.on('dialog', (dialog) => odd.push(dialog.message()));
  });
  afterAll(() => browser.context.close());

  /** What markup would leave in a page if it were taken for markup. */
  const left = () =>
    browser.page.evaluate(() => {
      const { ran } = globalThis as { ran?: string };
      const made = [...document.querySelectorAll('img[src="x"], img[src*="evil"], svg[onload], [onerror], a[href^="javascript:"]')].map(({ outerHTML }) => outerHTML);
      const scripts = [...document.scripts].filter(({ textContent }) => textContent?.startsWith('globalThis.ran')).map(({ textContent }) => textContent);
      return [ran ?? [], made, scripts].flat();
    });

  // each place with words that must stand in it once it is there
  test.each<[string, (id: string) => string, string]>([
    ['the overview', () => '/', 'study<img src=x'],
    ['the table of runs', () => '/runs', 'run<img src=x'],
    ['a search', () => `/runs?q=${encodeURIComponent(markup('sought'))}`, ''],
    ['a run', (id) => `/runs/${id}`, 'run<img src=x'],
    ['the classes of a run', (id) => `/runs/${id}?tab=classes`, 'class-a<img src=x'],
    ['the disagreements of a run', (id) => `/runs/${id}?tab=disagreements`, 'class-a<img src=x'],
    ['the log of a run', (id) => `/runs/${id}?tab=log`, 'log<img src=x'],
    ['the settings of a run', (id) => `/runs/${id}?tab=settings`, 'reduction<img src=x'],
    ['the depth of a run', (id) => `/runs/${id}?tab=depth`, 'run<img src=x'],
    ['the geometry of a run', (id) => `/geometry?run=${id}`, 'class-a<img src=x'],
    ['the comparison', (id) => `/compare?runs=${id}`, 'group'],
    ['the paper’s grid', () => '/paper', 'study<img src=x'],
    ['a launch from an address', () => `/launch?name=${encodeURIComponent(markup('launched'))}&dataset=${encodeURIComponent(markup('data'))}`, ''],
    ['a run that is not there', () => `/runs/${encodeURIComponent(markup('nobody'))}`, ''],
    ['a tab that is not there', (id) => `/runs/${id}?tab=${encodeURIComponent(markup('tab'))}&epoch=${encodeURIComponent(markup('epoch'))}`, 'run<img src=x'],
  ])('%s shows stored markup as text', async (_, path, words) => {
    const { page } = browser;
    await visit(page, address + path(runId));
    await page.locator('main').first().waitFor();
    if (words) await page.waitForFunction((text) => document.body.textContent?.includes(text), words, { timeout: 30_000 });
    await page.waitForLoadState('networkidle');
    expect(await left()).toEqual([]);
    await expect.poll(() => page.title()).not.toBe('');
  });

  test('an export as SVG holds it as text too', async () => {
    const { page } = browser;
    await visit(page, `${address}/geometry?run=${runId}`);
    await page.getByRole('button', { name: /^Export Three classes/ }).click();
    const [drawing] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'Save as SVG' }).click()]);
    const svg = readFileSync((await drawing.path())!, 'utf8');
    const elements = await page.evaluate((text) => {
      const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
      return [...parsed.querySelectorAll('*')].map(({ localName, attributes }) => `${localName} ${[...attributes].map(({ name }) => name).join(' ')}`);
    }, svg);
    expect(elements.length).toBeGreaterThan(10);
    expect(elements.filter((element) => /^(parsererror|script|img|image|foreignObject|a) |\bon\w+/.test(element))).toEqual([]);
  });

  test('nothing ran and nothing was fetched from elsewhere', () => {
    expect([odd, browser.foreign]).toEqual([[], []]);
  });
});
