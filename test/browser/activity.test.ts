import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../until.ts';
import { noBrowser, openBrowser, violationsOf, visit, watchErrors } from './browser.ts';
import { signInto } from './sign-into.ts';
import { WholeProgram } from './whole-program.ts';

type Browser = Awaited<ReturnType<typeof openBrowser>>;

let program: WholeProgram;
let address: string;
let runId: string;
let studyId: string;
const secrets: Record<string, string> = {};

async function ask(query: string, variables: object = {}, name?: string) {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(name && { authorization: `Bearer ${secrets[name]}` }) },
    body: JSON.stringify({ query, variables }),
  });
  return ((await response.json()) as { data: ReturnType<typeof JSON.parse> }).data;
}

/** The first is made by the person at the machine; from then on she makes the others. */
async function addPerson(name: string, role: string, by?: string): Promise<void> {
  const { createUser } = await ask('mutation ($input: CreateUserInput!) { createUser(input: $input) { person { id } } }', { input: { name, role } }, by);
  const { createToken } = await ask('mutation ($input: CreateTokenInput!) { createToken(input: $input) { secret } }', { input: { userId: createUser.person.id, name: 'test', role } }, by);
  secrets[name] = createToken.secret;
}

beforeAll(async () => {
  if (noBrowser) return;
  program = new WholeProgram();
  address = await program.start();
  await addPerson('Ada Lovelace', 'ADMIN');
  await addPerson('Bob', 'REVIEWER', 'Ada Lovelace');
  await addPerson('Vera', 'VIEWER', 'Ada Lovelace');
  const run = await until('an epoch of the real trainer', async () => {
    const found = (await ask('{ runs(first: 1) { nodes { id lastEpoch status study { id } } } }', {}, 'Ada Lovelace'))?.runs.nodes[0];
    return found && found.lastEpoch > 0 ? found : null;
  }, 90);
  [runId, studyId] = [run.id, run.study.id];
}, 180_000);
afterAll(() => program?.remove(), 30_000);

describe.skipIf(noBrowser)(`inbox, activity and audit log ${noBrowser}`, () => {
  let ada: Browser;
  let bob: Browser;
  let errors: string[];
  const page = () => bob.page;
  const bell = (name: string | RegExp) => page().getByRole('link', { name });
  const note = (body: string) => ask('mutation ($input: BeginThreadInput!) { beginThread(input: $input) { thread { id } userErrors { message } } }', { input: { studyId, runId, body } }, 'Ada Lovelace');

  beforeAll(async () => {
    [ada, bob] = [await openBrowser({ viewport: { width: 1440, height: 900 } }), await openBrowser({ viewport: { width: 1440, height: 900 } })];
    errors = watchErrors(bob.context);
    await signInto(ada.context, address, secrets['Ada Lovelace']!);
    await signInto(bob.context, address, secrets.Bob!);
  }, 60_000);
  afterAll(() => Promise.all([ada?.context.close(), bob?.context.close()]));

  test('one calls the other on a run; the bell of the other counts without a reload, and tells', async () => {
    await visit(page(), `${address}/metrics`);
    await bell('Inbox, nothing unread').waitFor({ timeout: 30_000 });
    await page().evaluate(() => Object.assign(globalThis, { sameDocument: true }));
    await visit(ada.page, `${address}/runs/${runId}?review=1`);
    await ada.page.getByRole('button', { name: 'Note on the run' }).press('Enter');
    await ada.page.keyboard.type('Why is NC1 so large here, @Bob?');
    await ada.page.keyboard.press('Control+Enter');
    await bell('Inbox, 1 unread').waitFor({ timeout: 10_000 });
    await expect.poll(() => page().getByRole('status').filter({ hasText: '1 line unread in your inbox' }).count()).toBe(1);
    await expect.poll(() => page().evaluate(() => 'sameDocument' in globalThis)).toBe(true);
  }, 60_000);

  test('a key opens the inbox, another the line: he lands at the note, and it is read', async () => {
    await page().keyboard.press('n');
    await page().getByRole('heading', { level: 1, name: 'Inbox' }).waitFor();
    await page().getByText('Why is NC1 so large here, @Bob?').waitFor();
    await page().keyboard.press('j');
    await expect.poll(() => focusedText(page())).toMatch(/^Unread: Ada Lovelace: You were mentioned/);
    await page().keyboard.press('Enter');
    await page().waitForURL(new RegExp(`/runs/${runId}\\?review=1&note=thread_`));
    await page().locator('.threads li.active').getByText('Why is NC1 so large here').waitFor({ timeout: 30_000 });
    await bell('Inbox, nothing unread').waitFor({ timeout: 10_000 });
  }, 60_000);

  test('what comes while he reads waits behind a button; e marks one as read, a button all', async () => {
    await note('Second, @Bob');
    await visit(page(), `${address}/inbox`);
    await page().getByText('Second, @Bob').waitFor();
    await note('Third, @Bob');
    await note('Fourth, @Bob');
    const more = page().getByRole('button', { name: 'Show 2 new lines' });
    await more.waitFor({ timeout: 10_000 });
    await expect.poll(() => page().getByText('Third, @Bob').count()).toBe(0);
    await more.press('Enter');
    await page().getByText('Third, @Bob').waitFor();
    expect(await lines(page())).toEqual(['Fourth, @Bob', 'Third, @Bob', 'Second, @Bob', 'Why is NC1 so large here, @Bob?']);
    await page().keyboard.press('j');
    await page().keyboard.press('j');
    await page().keyboard.press('e');
    await bell('Inbox, 2 unread').waitFor();
    // it stays where it was
    expect(await lines(page())).toEqual(['Fourth, @Bob', 'Third, @Bob', 'Second, @Bob', 'Why is NC1 so large here, @Bob?']);
    await page().getByRole('button', { name: 'Mark all as read' }).press('Enter');
    await bell('Inbox, nothing unread').waitFor();
    await page().getByRole('button', { name: 'Verdicts' }).press('Enter');
    await page().getByText('Nothing of this kind').waitFor();
    await expect.poll(() => page().url()).toContain('kind=verdicts');
  }, 60_000);

  test('what happened since stands in plain sentences, with who did it; what comes waits; a second look finds nothing new', async () => {
    await page().keyboard.press('h');
    await page().getByRole('heading', { level: 1, name: 'What happened' }).waitFor();
    await page().getByText(/A thread on VGG small, seed \d+ changed, by Ada Lovelace/).first().waitFor({ timeout: 20_000 });
    await page().getByText('VGG small, seed 1 started').waitFor();
    await expect.poll(() => page().getByText('new', { exact: true }).count()).toBeGreaterThan(3);
    await until('it to be seen', async () => (await ask('query ($id: ID!) { study(id: $id) { lastLookAt } }', { id: studyId }, 'Bob')).study.lastLookAt !== null);
    await note('Fifth');
    await page().getByRole('button', { name: /^Show \d+ new$/ }).press('Enter');
    await page().getByText(/^Above: new since you last looked, \d{4}-/).waitFor({ timeout: 10_000 });
    await page().getByRole('combobox', { name: 'By whom' }).selectOption({ label: 'By Ada Lovelace' });
    await page().waitForURL(/by=user_/);
    await until('nothing of the trainer', async () => (await page().getByText('VGG small, seed 1 started').count()) === 0);
    await page().getByRole('button', { name: 'Runs', exact: true }).press('Enter');
    await page().getByText('Nothing of this kind has happened').waitFor();
  }, 90_000);

  test('of one study: from its page, with the address that says so', async () => {
    await visit(page(), `${address}/studies`);
    await page().locator('table .name').first().press('Enter');
    await page().getByRole('link', { name: 'What happened', exact: true }).press('Enter');
    await page().waitForURL(new RegExp(`/activity\\?study=${studyId}`));
    await page().getByText('VGG small, seed 1 started').waitFor();
  }, 30_000);

  test('the admin filters the audit log, opens an entry whole, and saves what she sees as a file', async () => {
    await visit(ada.page, `${address}/people`);
    await ada.page.getByRole('link', { name: 'Audit log' }).press('Enter');
    await ada.page.getByRole('heading', { level: 1, name: 'Audit log' }).waitFor();
    await ada.page.getByLabel('Person').fill('Bob');
    await ada.page.getByLabel('Person').press('Tab');
    await ada.page.keyboard.type('markRead');
    await ada.page.keyboard.press('Enter');
    await ada.page.getByText('3 entries').waitFor({ timeout: 10_000 });
    await expect.poll(() => ada.page.url()).toMatch(/person=Bob&action=markRead/);
    await ada.page.getByRole('button', { name: /^Open entry/ }).first().press('Enter');
    await ada.page.getByText('"readCount": 2').waitFor();
    expect(await saved(ada.page, 'Save as CSV', (text) => text.trimEnd().split('\r\n').map((line) => line.split(',').slice(3, 6).join()))).toEqual(['person,role,action', ...Array(3).fill('Bob,REVIEWER,markRead')]);
    expect(await saved(ada.page, 'Save as JSON lines', (text) => text.trimEnd().split('\n').map((line) => JSON.parse(line).action))).toEqual(Array(3).fill('markRead'));
    await ada.page.getByRole('button', { name: 'Clear' }).press('Enter');
    await ada.page.getByRole('button', { name: 'Refused' }).press('Enter');
    await ada.page.waitForURL(/\?result=refused$/);
  }, 60_000);

  test.each(['light', 'dark'] as const)('axe finds nothing wrong, wide and at 360 px, and no page scrolls sideways: %s', async (colorScheme) => {
    await note('Once more, @Bob');
    const shown = [[bob.page, '/', 'changed, by Ada Lovelace'], [bob.page, '/inbox', 'Once more, @Bob'], [bob.page, '/activity', 'VGG small, seed 1 started'], [ada.page, '/people/audit', 'beginThread']] as const;
    for (const [view, route, text] of shown) {
      await view.emulateMedia({ colorScheme });
      await visit(view, address + route);
      await view.getByText(text).first().waitFor({ timeout: 20_000 });
      if (route === '/people/audit') await view.getByRole('button', { name: /^Open entry/ }).first().click();
      expect([route, await violationsOf(view)]).toEqual([route, []]);
      if (process.env.SHOTS) await view.screenshot({ path: `${process.env.SHOTS}/${route.replaceAll('/', '-')}-${colorScheme}.png` });
      await view.setViewportSize({ width: 360, height: 780 });
      await expect.poll(async () => [route, await view.evaluate(() => document.documentElement.scrollWidth)]).toEqual([route, 360]);
      expect([route, await violationsOf(view)]).toEqual([route, []]);
      if (process.env.SHOTS) await view.screenshot({ path: `${process.env.SHOTS}/${route.replaceAll('/', '-')}-${colorScheme}-360.png` });
      await view.setViewportSize({ width: 1440, height: 900 });
    }
    await ask('mutation { markRead(input: { all: true }) { unreadCount } }', {}, 'Bob');
  }, 90_000);

  test('a viewer is offered no audit log, and the address says whose it is; nothing was asked of other hosts', async () => {
    const vera = await openBrowser({ viewport: { width: 1280, height: 900 } });
    await signInto(vera.context, address, secrets.Vera!);
    await visit(vera.page, `${address}/people/audit`);
    await vera.page.getByText('Reading the audit log needs the role admin, and yours is viewer').waitFor({ timeout: 20_000 });
    expect(await vera.page.getByRole('link', { name: /Save as|Audit log/ }).count()).toBe(0);
    expect((await vera.context.request.get(`${address}/export/audit.csv`)).status()).toBe(403);
    await vera.context.close();
    expect([bob.foreign, errors]).toEqual([[], []]);
  }, 30_000);
});

const focusedText = (page: Page) => page.evaluate(() => document.activeElement?.textContent);
const lines = (page: Page) => page.locator('.said-line').allTextContents();

/** What a link saves, read back. */
async function saved<T>(page: Page, name: string, read: (text: string) => T): Promise<T> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).press('Enter')]);
  return read(readFileSync(await download.path(), 'utf8'));
}
