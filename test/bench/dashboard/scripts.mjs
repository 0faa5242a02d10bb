import { freshPage } from './in-page.mjs';
import { reportOfAllKinds } from './report-of-all-kinds.mjs';

const LIMIT_KB = 350;
const TABS = ['classes', 'geometry', 'depth', 'robustness', 'disagreements', 'log', 'settings'];

/** JavaScript as it goes over the wire, of each page until it stands still and of a report looked at to its end, in KB of 1,024 bytes. */
export async function measureScripts({ browser, address, runs }) {
  const report = await reportOfAllKinds(address, runs[0]);
  for (const page of pagesOf(runs, report)) {
    const { total, own, unzipped } = await scriptsOf(browser, address, page);
    const words = `${total.toFixed(0).padStart(4)} KB of script, ${own.toFixed(0)} of them named in the page itself${unzipped ? `, ${unzipped} not compressed` : ''}`;
    console.log(`${total > LIMIT_KB ? 'OVER' : '    '} ${words}: ${page.words ?? page.path.replace(runs[0], 'RUN').replace(report.reportId, 'REPORT').slice(0, 60)}`);
  }
}

function pagesOf(runs, { reportId, slug }) {
  const run = `/runs/${runs[0]}`;
  const paths = ['/', '/runs', run, ...TABS.map((tab) => `${run}?tab=${tab}`), `/geometry?run=${runs[0]}`, `/compare?runs=${runs.slice(0, 4).join(',')}`, '/compare', '/paper', '/studies', `/studies/${slug}`, `/studies/${slug}/checks`];
  paths.push('/reports', `/reports/${reportId}`, `/reports/${reportId}/edit`, '/reports/new', '/activity', '/inbox', '/launch', '/import', '/people', '/people/audit', '/webhooks', '/account', '/metrics', '/welcome', '/no-such-page');
  return [
    ...paths.map((path) => ({ path })),
    { path: `/reports/${reportId}`, isReadOn: true, words: '/reports/REPORT, read to its end' },
    // what comes through another machine is nobody's until it is signed in
    { path: '/', headers: { 'x-forwarded-for': '192.0.2.1' }, words: 'sign in' },
  ];
}

async function scriptsOf(browser, address, { path, headers = {}, isReadOn = false }) {
  const { context, page } = await freshPage(browser);
  await context.setExtraHTTPHeaders(headers);
  const answers = [];
  page.on('response', (response) => response.request().resourceType() === 'script' && answers.push(response));
  const html = await (await page.goto(address + path)).text();
  await settled(page, answers);
  if (isReadOn) await readOn(page, answers);
  let [total, own, unzipped] = [0, 0, 0];
  for (const answer of answers) {
    const { responseBodySize } = await answer.request().sizes();
    total += responseBodySize / 1024;
    if (html.includes(`src="${new URL(answer.url()).pathname}`)) own += responseBodySize / 1024;
    if (!(await answer.allHeaders())['content-encoding']) unzipped += 1;
  }
  await context.close();
  return { total, own, unzipped };
}

const QUIET_MS = 1500;

/** Until nothing is waited for on the page and no script came for a while: a busy machine is silent for long between two of them. */
async function settled(page, answers) {
  const isBusy = () => page.evaluate(() => document.querySelector('[aria-busy="true"]') !== null);
  const end = performance.now() + 60_000;
  let [known, since] = [-1, 0];
  while (performance.now() < end) {
    if (known !== answers.length) [known, since] = [answers.length, performance.now()];
    else if (performance.now() > since + QUIET_MS && !(await isBusy())) return;
    await page.waitForTimeout(100);
  }
}

/** Screen by screen to the foot of the page. */
async function readOn(page, answers) {
  const isAtEnd = () => page.evaluate(() => window.scrollY + window.innerHeight >= document.documentElement.scrollHeight - 1);
  while (!(await isAtEnd())) {
    await page.evaluate(() => window.scrollBy(0, window.innerHeight));
    await settled(page, answers);
  }
}
