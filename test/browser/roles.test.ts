import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../../prisma/client.ts';
import { may, type Mutation } from '../../web/account/may.ts';
import { addCaller, addLink } from '../server/callers.ts';
import { addRun, addStudy } from '../server/record-builder.ts';
import { type Served, serve } from '../server/served.ts';
import { noBrowser, openBrowser, visit } from './browser.ts';
import { signInto } from './sign-into.ts';

/** What calls each mutation, or leads to where it is called, by its name on the page. */
const CALLS: [RegExp, Mutation][] = [
  [/^Save view$|^Save as another$|^Keep changes$/, 'createSavedView'],
  [/^Edit$/, 'editRun'],
  [/^Tag$/, 'tagRuns'],
  [/baseline for all$/, 'setBaseline'],
  [/^Make link$/, 'createShareLink'],
  [/^Put aside$|^Take back$/, 'archiveRuns'],
  [/^Pause$/, 'pauseRuns'],
  [/^Cancel$/, 'cancelRuns'],
  [/^Repeat$|^Launch|^\+ Launch/, 'launchRuns'],
  [/^Import$|^Record/, 'createIngestedRun'],
  [/^New study$/, 'createStudy'],
  [/^New report$/, 'createReport'],
  [/^Delete/, 'deleteRuns'],
  [/^People$|^Add a person$|^Audit log$|^Save as (CSV|JSON lines)$/, 'createUser'],
  [/^Note on the/, 'beginThread'],
  [/^Give verdict$/, 'giveVerdict'],
  [/^Ask for (verdicts|a review)$/, 'askReview'],
  [/^Rules$/, 'updateStudyReview'],
  [/^Make final$/, 'finalizeStudy'],
  [/^New check$/, 'createCheck'],
  [/^Make token$/, 'createToken'],
  [/^Sign out everywhere$/, 'signOutEverywhere'],
];
/** Buttons of these names mean something else on these pages. */
const MEANT_OTHERWISE: [string, RegExp][] = [['/studies', /^Put aside$/]];

let served: Served;
let routes: string[];
let studyId: string;
beforeAll(async () => {
  served = await serve({ web: true });
  const study = await addStudy(served.record);
  studyId = study.id;
  const training = await addRun(served.record, studyId, { name: 'in training', status: 'RUNNING' });
  const aside = await addRun(served.record, studyId, { name: 'put aside', status: 'COMPLETED', archivedAt: new Date() });
  routes = ['/', '/runs', `/runs/${training.id}?review=1`, `/runs/${aside.id}`, `/compare?runs=${training.id}`, '/paper', '/launch', '/import', '/studies', `/studies/${study.slug}`, `/studies/${study.slug}/checks`, '/people', '/people/audit', '/activity', '/inbox', '/account', '/reports'];
}, 60_000);
afterAll(() => served.end());

type Browser = Awaited<ReturnType<typeof openBrowser>>;

/** Names of all buttons, links and entries of menus that are shown, on every route; with a run chosen in the table, and a group's menu open. */
async function offered({ context, page }: Browser, token: string | null): Promise<Map<string, string[]>> {
  await context.clearCookies();
  if (token !== null) await signInto(context, served.url, token);
  const names = new Map<string, string[]>();
  for (const route of routes) {
    // a link of its own for each page: all of them ask for more than a link may in a minute
    if (token === null) await visit(page, `${served.url}/s/${(await addLink(served.record, studyId, { path: 'metrics' })).secret}`);
    await visit(page, served.url + route);
    await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
    await page.waitForLoadState('networkidle');
    if (route === '/runs') await page.getByRole('checkbox', { name: /in training/ }).check();
    if (route.startsWith('/compare')) await page.getByRole('button', { name: /^More about/ }).first().click();
    const found = await page.locator('button:visible, a:visible, [role=menuitem]:visible').evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? each.textContent?.trim() ?? ''));
    names.set(route, found);
  }
  return names;
}

/** The mutations that are offered somewhere, each with where. */
function mutationsIn(names: Map<string, string[]>): Map<Mutation, string[]> {
  const found = new Map<Mutation, string[]>();
  for (const [route, all] of names) {
    for (const name of all) {
      if (MEANT_OTHERWISE.some(([on, word]) => on === route && word.test(name))) continue;
      for (const [word, mutation] of CALLS) if (word.test(name)) found.set(mutation, [...(found.get(mutation) ?? []), `${name} on ${route}`]);
    }
  }
  return found;
}

describe.skipIf(noBrowser)(`what each role is offered ${noBrowser}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser({ viewport: { width: 1280, height: 1000 } });
  });
  afterAll(() => browser.context.close());

  test('an admin sees every one of these buttons somewhere: the test looks for what there is', async () => {
    const { secret } = await addCaller(served.record, 'ADMIN');
    const found = mutationsIn(await offered(browser, secret));
    expect(CALLS.map(([, mutation]) => mutation).filter((mutation) => !found.has(mutation))).toEqual([]);
  }, 180_000);

  test.each(['VIEWER', 'REVIEWER', 'OPERATOR'] satisfies Role[])('%s sees the buttons of what they may do, and none other', async (role) => {
    const { secret } = await addCaller(served.record, role);
    const found = mutationsIn(await offered(browser, secret));
    expect([...found].filter(([mutation]) => !may(role, mutation))).toEqual([]);
    expect(CALLS.map(([, mutation]) => mutation).filter((mutation) => may(role, mutation) && !found.has(mutation))).toEqual([]);
  }, 180_000);

  test('the guest of a share link sees none', async () => {
    expect([...mutationsIn(await offered(browser, null))]).toEqual([]);
  }, 180_000);
});
