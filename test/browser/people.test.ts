import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCaller } from '../server/callers.ts';
import { addRun, addStudy } from '../server/record-builder.ts';
import { type Served, serve } from '../server/served.ts';
import { until } from '../until.ts';
import { noBrowser, openBrowser, violationsOf, visit, watchErrors } from './browser.ts';
import { signInto } from './sign-into.ts';

let served: Served;
let ada: Awaited<ReturnType<typeof addCaller>>;
beforeAll(async () => {
  served = await serve({ web: true });
  await addRun(served.record, (await addStudy(served.record)).id, { name: 'a run' });
  ada = await addCaller(served.record, 'ADMIN', 'Ada Lovelace');
}, 60_000);
afterAll(() => served.end());

describe.skipIf(noBrowser)(`people and accounts ${noBrowser}`, () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let errors: string[];
  beforeAll(async () => {
    browser = await openBrowser({ viewport: { width: 1280, height: 900 } });
    errors = watchErrors(browser.context);
    await signInto(browser.context, served.url, ada.secret);
  }, 30_000);
  afterAll(() => browser.context.close());

  const open = async (route: string, heading: string | RegExp) => {
    await visit(browser.page, `${served.url}${route}`);
    await browser.page.getByRole('heading', { level: 1, name: heading }).waitFor();
  };
  const shownOnce = () => browser.page.locator('.shown-once code').textContent();
  let link: string;

  test('a person is added and invited; the link is shown once', async () => {
    const { page } = browser;
    await open('/people', 'People');
    await page.getByRole('button', { name: 'Add a person' }).click();
    await page.keyboard.type('Rita Levi');
    await page.getByLabel('Role').selectOption('REVIEWER');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Add', exact: true }).press('Enter');
    await page.locator('.shown-once').waitFor();
    link = (await shownOnce())!;
    expect(link).toMatch(new RegExp(`^${served.url}/invite/cli_[\\w-]{43}$`));
    await page.getByRole('button', { name: 'I have it' }).click();
    const row = page.getByRole('row').filter({ hasText: 'Rita Levi' });
    await row.getByText('invited, ends in').waitFor();
    await expect.poll(() => page.content()).not.toContain(link);
  }, 30_000);

  test('whoever opens the link comes in by a button, and the address shows nothing secret; the link is then used up', async () => {
    const guest = await openBrowser({ viewport: { width: 360, height: 780 } });
    const { page } = guest;
    await visit(page, link);
    await page.getByRole('heading', { name: 'Welcome, Rita Levi' }).waitFor();
    await expect.poll(() => new URL(page.url()).pathname).toBe('/welcome');
    await expect.poll(() => page.content()).not.toContain(link.split('/').at(-1));
    expect(await violationsOf(page)).toEqual([]);
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await page.getByRole('button', { name: 'Come in' }).press('Enter');
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
    await page.getByText('also comments, tags, decides').waitFor();
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(await violationsOf(page)).toEqual([]);
    await visit(page, link);
    await page.getByRole('heading', { name: 'This invitation was used' }).waitFor();
    await visit(page, `${served.url}/people`);
    await page.getByText('needs the role admin, and yours is reviewer').waitFor();
    // an admin signs her out everywhere: the open page says so by itself
    await visit(page, `${served.url}/runs`);
    await page.getByRole('link', { name: 'a run' }).first().waitFor();
    await open('/people', 'People');
    await browser.page.getByRole('button', { name: 'Change Rita Levi' }).click();
    await browser.page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await browser.page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor({ timeout: 10_000 });
    await guest.context.close();
  }, 60_000);

  test('role, name and colour are changed; a token is given and revoked; a person is shut out and let in', async () => {
    const { page } = browser;
    await open('/people', 'People');
    await page.getByRole('button', { name: 'Change Rita Levi' }).click();
    const details = page.locator('.person-details');
    await details.getByRole('combobox', { name: 'Role', exact: true }).selectOption('OPERATOR');
    await page.getByRole('row').filter({ hasText: 'Rita Levi' }).getByText('operator', { exact: true }).waitFor();
    await details.getByLabel('Colour 7 of 10').check({ force: true });
    await details.getByRole('textbox', { name: 'Name', exact: true }).fill('Rita L.');
    await details.getByRole('button', { name: 'Rename' }).click();
    await page.getByRole('button', { name: 'Close Rita L.' }).waitFor();
    await until('what the record says', async () => {
      const { name, colour, role } = (await served.record.user.findFirst({ where: { name: 'Rita L.' } })) ?? {};
      return [name, colour, role].join() === 'Rita L.,s7,OPERATOR';
    });
    await details.getByLabel('New token, for what').fill('gpu-3');
    await details.getByRole('button', { name: 'Make token' }).click();
    await page.locator('.shown-once').waitFor();
    const secret = (await shownOnce())!;
    const headers = { authorization: `Bearer ${secret}` };
    expect((await served.ask('{ me { access person } }', {}, headers)).data.me).toEqual({ access: 'OPERATOR', person: 'Rita L.' });
    await details.getByRole('button', { name: 'Revoke the token gpu-3' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke it' }).click();
    await until('the token to be refused', async () => (await served.ask('{ me { access } }', {}, headers)).status === 401);
    await details.getByRole('button', { name: 'Shut out' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Shut out' }).click();
    await page.getByRole('row').filter({ hasText: 'Rita L.' }).getByText('shut out', { exact: true }).waitFor();
    await details.getByRole('button', { name: 'Let in again' }).click();
    await details.getByRole('button', { name: 'Shut out' }).waitFor();
  }, 60_000);

  test('the only admin cannot take their own role away, and the page says why', async () => {
    const { page } = browser;
    await open('/people', 'People');
    await page.getByRole('button', { name: 'Change Ada Lovelace' }).click();
    await page.locator('.person-details').getByRole('combobox', { name: 'Role', exact: true }).selectOption('VIEWER');
    await page.getByText('PRECONDITION_FAILED: This is the only admin').waitFor();
    await expect.poll(() => page.locator('.person-details').getByRole('combobox', { name: 'Role', exact: true }).inputValue()).toBe('ADMIN');
  }, 30_000);

  test('one\'s own account: a token for a program, shown once, and another colour', async () => {
    const { page } = browser;
    await open('/account', 'Your account');
    await page.getByLabel('New token, for what').fill('notebook');
    await page.getByLabel('May do as much as').selectOption('VIEWER');
    await page.getByLabel('Ends after').selectOption('30 days');
    await page.getByRole('button', { name: 'Make token' }).click();
    await page.locator('.shown-once').waitFor();
    expect((await served.ask('{ me { access person } }', {}, { authorization: `Bearer ${await shownOnce()}` })).data.me).toEqual({ access: 'VIEWER', person: 'Ada Lovelace' });
    await page.getByRole('row').filter({ hasText: 'notebook' }).getByText(/in (29|30) days/).waitFor();
    await page.getByLabel('Colour 4 of 10').check({ force: true });
    await page.locator('.who .person-mark[style*="--s4"]').waitFor();
  }, 30_000);

  test.each(['light', 'dark'] as const)('axe finds nothing wrong, %s', async (colorScheme) => {
    const { page } = browser;
    await page.emulateMedia({ colorScheme });
    await open('/people', 'People');
    await page.getByRole('button', { name: 'Change Ada Lovelace' }).click();
    await page.getByRole('button', { name: 'Add a person' }).click();
    expect(await violationsOf(page)).toEqual([]);
    await open('/account', 'Your account');
    await page.getByRole('row').filter({ hasText: 'notebook' }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
  }, 60_000);

  test('at 360 px the pages do not scroll sideways', async () => {
    const { page } = browser;
    await page.setViewportSize({ width: 360, height: 780 });
    await open('/people', 'People');
    await page.getByRole('button', { name: 'Change Ada Lovelace' }).click();
    await page.getByRole('button', { name: 'Add a person' }).click();
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await open('/account', 'Your account');
    await page.getByRole('row').filter({ hasText: 'notebook' }).waitFor();
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  }, 30_000);

  test('signing out everywhere leaves the sign-in page', async () => {
    const { page } = browser;
    await open('/account', 'Your account');
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await served.record.session.count({ where: { endedAt: null } })).toBe(0);
  }, 30_000);

  test('the pages asked nothing of any other host; the refusals alone are in the console', () => {
    expect(browser.foreign).toEqual([]);
    expect(errors.filter((text) => !text.includes('401'))).toEqual([]);
  });
});

describe.skipIf(noBrowser)(`the first admin ${noBrowser}`, () => {
  test('where nobody signs in so far, the first token is an admin\'s, and whoever made it walks in', async () => {
    const local = await serve({ web: true });
    const { context, page } = await openBrowser({ viewport: { width: 1280, height: 900 } });
    await visit(page, `${local.url}/people`);
    await page.getByText('Nobody signs in here so far').waitFor();
    await page.getByRole('button', { name: 'Add a person' }).click();
    await page.keyboard.type('Ada');
    await page.keyboard.press('Enter');
    await page.locator('.shown-once').waitFor();
    const secret = (await page.locator('.shown-once code').textContent())!;
    await until('the house to be closed', async () => (await local.ask('{ me { access } }')).status === 401);
    await page.getByRole('button', { name: 'I have it' }).click();
    await page.getByRole('link', { name: 'Your account, Ada' }).waitFor();
    expect((await local.ask('{ me { access } }', {}, { authorization: `Bearer ${secret}` })).data.me.access).toBe('ADMIN');
    await context.close();
    await local.end();
  }, 60_000);
});
