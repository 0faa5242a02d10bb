import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCaller, addLink, bearer } from '../server/callers.ts';
import { addRun, addStudy } from '../server/record-builder.ts';
import { type Served, serve } from '../server/served.ts';
import { noBrowser, openBrowser, watchErrors } from './browser.ts';
import { signInto } from './sign-into.ts';

let served: Served;
let slow: Served;
let cookie: string;
let secret: string;
let boss: string;
let own: { run: string; slug: string; link: string; report: string };
beforeAll(async () => {
  // however busy the machine is, the answers are waited for; the other server waits for none
  [served, slow] = await Promise.all([serve({ web: true, firstAnswersMs: 60_000 }), serve({ web: true, firstAnswersMs: 0 })]);
  const study = await addStudy(served.record, 'Study to be seen');
  const run = await addRun(served.record, study.id, { name: 'run to be seen', status: 'COMPLETED', lastEpoch: 3, finishedAt: new Date('2026-03-04T23:30:00Z') });
  await addRun(served.record, (await addStudy(served.record, 'Another study')).id, { name: 'run of others' });
  boss = (await addCaller(served.record, 'ADMIN', 'Bea')).secret;
  const created = await served.ask('mutation ($input: CreateReportInput!) { createReport(input: $input) { report { id } } }', { input: { studyId: study.id, title: 'Report to be read', body: '# Words' } }, bearer(boss));
  own = { run: run.id, slug: study.slug, link: (await addLink(served.record, study.id)).secret, report: (created.data as { createReport: { report: { id: string } } }).createReport.report.id };
  secret = (await addCaller(served.record, 'VIEWER', 'Rita')).secret;
  cookie = await cookieOf(await fetch(`${served.url}/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token: secret }) }));
  await addRun(slow.record, (await addStudy(slow.record)).id, { name: 'run that comes later' });
}, 120_000);
afterAll(() => Promise.all([served.end(), slow.end()]));

const cookieOf = async (response: Response) => response.headers.getSetCookie().map((each) => each.split(';')[0]).join('; ');

/** What a page's HTML shows: without scripts, which hold the same once more. */
async function shownAt(path: string, headers: Record<string, string> = {}, url = served.url) {
  const response = await fetch(url + path, { headers: { accept: 'text/html', ...headers } });
  const html = await response.text();
  return { html, shown: html.replace(/<script[\s\S]*?<\/script>/g, ''), caching: response.headers.get('cache-control') ?? '' };
}

/** Pages, words that they show first, and the questions whose answers they bring. */
const routes = () => [
  { path: '/', words: ['run to be seen', 'Study to be seen'], brings: ['Overview', 'Runs'] },
  { path: '/runs', words: ['run to be seen', 'run of others'], brings: ['TablePage', 'Metrics'] },
  { path: '/runs?text=seen', words: ['run to be seen'], brings: ['TablePage', 'Metrics'] },
  { path: `/runs/${own.run}`, words: ['run to be seen'], brings: ['Run'] },
  { path: '/studies', words: ['Study to be seen', 'Another study'], brings: ['Studies'] },
  { path: `/studies/${own.slug}`, words: ['Study to be seen', 'run to be seen'], brings: ['Study'] },
  { path: '/paper', words: ['Study to be seen'], brings: ['Paper'] },
  { path: '/metrics', words: ['NC1'], brings: ['MetricHelp'] },
];

test('the HTML of a page holds what it shows first, for nobody else to keep', async () => {
  for (const { path, words } of routes()) {
    const { shown, caching } = await shownAt(path, { cookie });
    for (const word of words) expect(shown, path).toContain(word);
    expect(caching, path).toMatch(/private/);
    expect(caching, path).toMatch(/no-store/);
  }
  expect((await shownAt('/runs?text=seen', { cookie })).html).not.toContain('run of others');
}, 60_000);

test('a stranger gets no data, nor does one with a wrong cookie', async () => {
  for (const headers of [{}, { cookie: 'collapsar_session=clp_wrong' }])
    for (const { path } of routes().filter((route) => route.path !== '/metrics')) {
      const { html } = await shownAt(path, headers as Record<string, string>);
      expect(html, path).not.toMatch(/to be seen|Another study|run of others/);
    }
}, 60_000);

test('whoever has a share link gets the one study', async () => {
  const opened = await fetch(`${served.url}/s/${own.link}`, { redirect: 'manual' });
  const asLink = { cookie: await cookieOf(opened) };
  expect(asLink.cookie).toContain('collapsar_link');
  const { html, shown } = await shownAt('/runs', asLink);
  expect(shown).toContain('run to be seen');
  expect(html).not.toMatch(/run of others|Another study/);
}, 60_000);

test('what a page fetches ahead holds no data, and asks nothing', async () => {
  const { html } = await shownAt('/runs', { cookie, rsc: '1', ...bearer(secret) });
  expect(html).not.toContain('run to be seen');
}, 60_000);

test('answers that take too long are not waited for', async () => {
  const { html } = await shownAt('/runs', {}, slow.url);
  expect(html).toContain('aria-busy="true"');
}, 60_000);

describe.skipIf(noBrowser)(`in a browser ${noBrowser}`, () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let errors: string[];
  beforeAll(async () => {
    // another time zone than the server's: times must not differ while the page comes alive
    browser = await openBrowser({ viewport: { width: 1440, height: 900 }, timezoneId: 'Asia/Kathmandu' });
    errors = watchErrors(browser.context);
  });
  afterAll(() => browser.context.close());

  async function askedBy(page: Page, url: string): Promise<string[]> {
    const asked: string[] = [];
    const hear = (request: { url: () => string; postData: () => string | null }) => {
      if (request.url().endsWith('/graphql')) asked.push(request.postData() ?? '');
    };
    page.on('request', hear);
    await page.goto(url, { waitUntil: 'networkidle' });
    page.off('request', hear);
    return asked;
  }

  test.each(['light', 'dark'] as const)('what a page brings is not asked for, and every page comes alive as it was drawn, %s', async (colorScheme) => {
    await browser.page.emulateMedia({ colorScheme });
    await signInto(browser.context, served.url, secret);
    errors.length = 0;
    for (const { path, words, brings } of routes()) {
      const bodies = await askedBy(browser.page, served.url + path);
      const asked = bodies.map((body) => /(?:query|mutation) (\w+)/.exec(body)?.[1] ?? body);
      expect(asked.filter((name) => ['Me', ...brings].includes(name)), path).toEqual([]);
      // the bell asks it for itself, as do parts that come later
      expect(new Set(bodies.filter((body) => !body.includes('EventCursor'))).size, `${path}: ${asked}`).toBe(bodies.filter((body) => !body.includes('EventCursor')).length);
      for (const word of words) expect(await browser.page.getByText(word).count(), `${path}: ${word}`).toBeGreaterThan(0);
    }
    expect(errors).toEqual([]);
  }, 120_000);

  test('pages that bring nothing come alive as they were drawn, too', async () => {
    await signInto(browser.context, served.url, boss);
    errors.length = 0;
    const headings = { '/compare': /^Compare/, '/geometry': /geometry|motion/i, '/account': /./, '/launch': /^Launch/, '/import': /^Import/, '/people': /^People/, '/people/audit': /./, '/reports': /^Reports/, [`/reports/${own.report}`]: 'Report to be read', '/activity': /./, '/inbox': /^Inbox/, '/webhooks': /^Webhooks/ };
    for (const [path, name] of Object.entries(headings)) {
      await browser.page.goto(served.url + path, { waitUntil: 'networkidle' });
      await browser.page.getByRole('heading', { level: 1, name }).first().waitFor({ state: 'attached' });
      expect(errors, path).toEqual([]);
    }
  }, 120_000);

  test('a page without answers in time asks for them itself', async () => {
    errors.length = 0;
    await browser.page.goto(`${slow.url}/runs`);
    await browser.page.getByText('run that comes later').first().waitFor();
    expect(errors).toEqual([]);
  }, 60_000);

  test('times stand in the reader’s own zone once the page lives', async () => {
    await browser.page.goto(`${served.url}/`);
    await browser.page.locator('[title^="2026-03-05 05:15"]').first().waitFor();
  }, 60_000);
});
