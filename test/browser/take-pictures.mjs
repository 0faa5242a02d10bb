// Pictures of every page, light and dark, into docs/screenshots, taken from a running program:
//   npm start                                              wait until the first run is completed
//   node collapsar.mjs token --name Ada                    in another terminal; from then on everybody signs in
//   node test/browser/take-pictures.mjs http://127.0.0.1:4000 TOKEN [NAME ...]
// Without a token (the server then lets this machine in) the page that signs in is left out. With names only those are taken.
//
// A new page is one line of PAGES: the name of its file, then
//   route   its address; a function of what the record has (`facts` below) where it needs an id
//   drawn   a Playwright selector of what must be on the page before the picture is taken
//   more    optional: what is done first, with the page in hand (open a menu, choose a tab)
//   as      optional: 'stranger', who has not signed in
// Then run the script with that name, and look at both pictures. They have a palette of 256 colours: a page is below 100 KB.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import sharp from 'sharp';

const hoverHelp = async (page) => {
  await page.locator('a.help-link', { hasText: 'Within-class spread' }).hover();
  await page.locator('.help-card math').waitFor();
};

/** Each page, a line. */
const PAGES = {
  overview: { route: '/', drawn: 'text=Finished recently' },
  studies: { route: '/studies', drawn: 'main table' },
  study: { route: ({ study }) => `/studies/${study}`, drawn: 'main table' },
  runs: { route: '/runs', drawn: 'tbody th' },
  run: { route: ({ run }) => `/runs/${run}`, drawn: '.recharts-line-curve >> nth=12' },
  'run-random': { route: ({ run }) => `/runs/${run}?random=1`, drawn: '.plot >> text=random labels' },
  'run-classes': { route: ({ run }) => `/runs/${run}?tab=classes`, drawn: 'table' },
  'run-depth': { route: ({ run }) => `/runs/${run}?tab=depth`, drawn: 'text=Collapse through depth' },
  'run-robustness': { route: ({ run }) => `/runs/${run}?tab=robustness`, drawn: 'main .panel' },
  'run-disagreements': { route: ({ run }) => `/runs/${run}?tab=disagreements`, drawn: 'text=Disagreements >> nth=1' },
  'run-log': { route: ({ run }) => `/runs/${run}?tab=log`, drawn: 'main .panel' },
  'run-settings': { route: ({ run }) => `/runs/${run}?tab=settings`, drawn: 'main table, main dl' },
  review: { route: ({ run }) => `/runs/${run}?review=1`, drawn: '.review-panel' },
  geometry: { route: ({ run }) => `/runs/${run}?tab=geometry`, drawn: 'text=Three classes' },
  compare: { route: ({ runs }) => `/compare?runs=${runs.join(',')}&group=architecture`, drawn: '.plot path.mark >> nth=1' },
  checks: { route: ({ study }) => `/studies/${study}/checks`, drawn: 'main table >> nth=1' },
  reports: { route: '/reports', drawn: '.report-list' },
  report: { route: ({ report }) => `/reports/${report}`, drawn: 'article.report figure' },
  activity: { route: '/activity', drawn: 'main li' },
  inbox: { route: '/inbox', drawn: 'main li' },
  paper: { route: ({ fullest }) => `/paper?study=${fullest}`, drawn: 'text=Table 1' },
  launch: { route: '/launch', drawn: 'text=Before starting' },
  import: { route: '/import', drawn: 'h1' },
  metrics: { route: '/metrics', drawn: 'math' },
  'metric-help': { route: ({ run }) => `/runs/${run}`, drawn: '.recharts-line-curve >> nth=12', more: hoverHelp },
  people: { route: '/people', drawn: 'main table' },
  audit: { route: '/people/audit', drawn: 'main table' },
  webhooks: { route: '/webhooks', drawn: 'main table' },
  account: { route: '/account', drawn: 'h1' },
  'sign-in': { route: '/', drawn: '#token', as: 'stranger' },
};

const [address = 'http://127.0.0.1:4000', token, ...names] = process.argv.slice(2);
const wanted = Object.entries(PAGES).filter(([name, { as }]) => (names.length === 0 || names.includes(name)) && (token || as !== 'stranger'));
const unknown = names.filter((name) => !(name in PAGES));
if (unknown.length > 0) throw new TypeError(`There is no page ${unknown.join(', ')}; the pages are ${Object.keys(PAGES).join(', ')}.`);

const folder = path.join(import.meta.dirname, '../../docs/screenshots');
mkdirSync(folder, { recursive: true });
const facts = await readFacts();
const browser = await chromium.launch({ executablePath: process.env.CHROME_PATH || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
for (const theme of ['light', 'dark']) {
  const contexts = { person: await contextOf(theme, token), stranger: await contextOf(theme) };
  for (const [name, { route, drawn, more, as = 'person' }] of wanted) {
    const page = await contexts[as].newPage();
    await page.goto(address + (typeof route === 'function' ? route(facts) : route));
    await page.locator(drawn).first().waitFor();
    await more?.(page);
    await page.waitForLoadState('networkidle').catch(() => {});
    const picture = sharp(await page.screenshot()).png({ palette: true, colours: 256, dither: 0, effort: 10 });
    await picture.toFile(path.join(folder, `${name}-${theme}.png`));
    await page.close();
  }
  for (const context of Object.values(contexts)) await context.close();
}
await browser.close();

async function contextOf(colorScheme, secret) {
  const context = await browser.newContext({ colorScheme, viewport: { width: 1440, height: 900 } });
  if (!secret) return context;
  const answer = await context.request.post(`${address}/session`, { data: { token: secret } });
  if (!answer.ok()) throw new TypeError(`Signing in was refused with ${answer.status()}: give an admin's token.`);
  return context;
}

/** What the record has to show: its newest completed run, trained rather than made up where there is one; the study with the most runs, some of these, and the report that changed last. */
async function readFacts() {
  const query = '{ runs(first: 100, filter: { status: [COMPLETED], isArchived: false }) { nodes { id isGenerated study { id slug } } } reports(first: 1) { nodes { id } } }';
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const { data, errors } = await (await fetch(`${address}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) })).json();
  if (errors) throw new TypeError(errors[0].message);
  const all = data.runs.nodes;
  const shown = all.find(({ isGenerated }) => !isGenerated) ?? all[0];
  if (!shown) throw new TypeError('No run is completed yet; wait for the first study.');
  const byStudy = new Map();
  for (const run of all) byStudy.set(run.study?.id, [...(byStudy.get(run.study?.id) ?? []), run]);
  const [fullest, runs] = [...byStudy].reduce((most, each) => (each[1].length > most[1].length ? each : most));
  return { run: shown.id, study: runs[0].study?.slug, fullest, runs: runs.slice(0, 24).map(({ id }) => id), report: data.reports.nodes[0]?.id };
}
