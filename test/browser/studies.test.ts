import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCaller } from '../server/callers.ts';
import { addRun, addStudy } from '../server/record-builder.ts';
import { type Served, serve } from '../server/served.ts';
import { until } from '../until.ts';
import { noBrowser, openBrowser, violationsOf, visit, watchErrors } from './browser.ts';
import { signInto } from './sign-into.ts';

let served: Served;
let ada: Awaited<ReturnType<typeof addCaller>>;
let study: Awaited<ReturnType<typeof addStudy>>;
beforeAll(async () => {
  served = await serve({ web: true });
  study = await addStudy(served.record, 'Width and collapse');
  await served.record.study.update({ where: { id: study.id }, data: { slug: 'width' } });
  const run = await addRun(served.record, study.id, { name: 'wide', status: 'COMPLETED', terminalPhaseEpoch: 8 });
  await addRun(served.record, study.id, { name: 'narrow', architecture: 'resnet', dataset: 'MNIST' });
  await served.record.baseline.create({ data: { studyId: study.id, architecture: 'vgg', dataset: 'digits', runId: run.id } });
  const other = await addStudy(served.record, 'Another study');
  await addRun(served.record, other.id, { name: 'a foreign run' });
  ada = await addCaller(served.record, 'ADMIN', 'Ada');
}, 60_000);
afterAll(() => served.end());

describe.skipIf(noBrowser)(`studies ${noBrowser}`, () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let errors: string[];
  beforeAll(async () => {
    browser = await openBrowser({ viewport: { width: 1280, height: 900 } });
    errors = watchErrors(browser.context);
    await signInto(browser.context, served.url, ada.secret);
  }, 30_000);
  afterAll(() => browser.context.close());

  const open = async (slug = 'width') => {
    await visit(browser.page, `${served.url}/studies/${slug}`);
    await browser.page.getByRole('heading', { level: 1, name: 'Width' }).waitFor();
  };
  let link: string;

  test('the list leads to a study: its grid leads to the runs of a cell, its baselines to theirs', async () => {
    const { page } = browser;
    await visit(page, `${served.url}/studies?text=WIDTH`);
    await page.getByRole('link', { name: 'Width and collapse' }).click();
    await page.getByRole('heading', { level: 1, name: 'Width and collapse' }).waitFor();
    const baselines = page.getByRole('region', { name: 'Baselines' });
    await baselines.getByRole('link', { name: 'wide' }).waitFor();
    await expect.poll(() => page.locator('.study-grid thead th').allTextContents()).toEqual(['Network', 'MNIST', 'digits']);
    await page.getByRole('link', { name: /^VGG on digits: 1 run/ }).click();
    await page.getByRole('link', { name: 'wide' }).first().waitFor();
    await expect.poll(() => page.locator('h1 + .muted').textContent()).toContain('1');
  }, 30_000);

  test('a description is written; where somebody else wrote meanwhile both texts stand there and a person decides', async () => {
    const { page } = browser;
    await open();
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('What it is about').fill('Mine.');
    await served.ask('mutation ($id: ID!) { editStudy(input: { studyId: $id, description: "Theirs." }) { userErrors { code } } }', { id: study.id }, ada.headers);
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByText('Somebody else changed this study while you wrote.').waitFor();
    await page.locator('.conflict blockquote').getByText('Theirs.').waitFor();
    expect((await served.record.study.findUniqueOrThrow({ where: { id: study.id } })).description).toBe('Theirs.');
    await page.getByRole('button', { name: 'Go on with mine' }).click();
    await expect.poll(() => page.getByLabel('What it is about').inputValue()).toBe('Mine.');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.locator('.note-text').getByText('Mine.').waitFor();
    expect((await served.record.study.findUniqueOrThrow({ where: { id: study.id } })).description).toBe('Mine.');
  }, 30_000);

  test('a share link is made, shown once, and counted; its guest sees a reduced page of this study alone', async () => {
    const { page } = browser;
    await open();
    await page.getByRole('button', { name: 'Make link' }).click();
    await page.locator('.shown-once').waitFor();
    link = (await page.locator('.shown-once code').textContent())!;
    const guest = await openBrowser({ viewport: { width: 360, height: 780 } });
    await visit(guest.page, link);
    await guest.page.getByRole('heading', { level: 1, name: 'Width and collapse' }).waitFor();
    await expect.poll(() => new URL(guest.page.url()).pathname).toBe('/studies/width');
    await guest.page.getByRole('region', { name: 'Baselines' }).waitFor();
    expect(await guest.page.getByRole('region', { name: 'Share links' }).count()).toBe(0);
    expect(await guest.page.locator('.actions').textContent()).toBe('');
    expect(await guest.page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(await violationsOf(guest.page)).toEqual([]);
    await visit(guest.page, `${served.url}/studies`);
    await guest.page.getByRole('link', { name: 'Width and collapse' }).waitFor();
    expect(await guest.page.getByText('Another study').count()).toBe(0);
    await guest.context.close();
    await open();
    const row = page.getByRole('row').filter({ hasText: 'this page' });
    await row.getByText('1 time, just now').waitFor();
    await row.getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke it' }).click();
    await row.getByText('revoked').waitFor();
    expect((await fetch(link, { redirect: 'manual' })).status).toBe(404);
  }, 60_000);

  test('it is saved as an archive', async () => {
    const { page } = browser;
    await open();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Save as an archive' }).click()]);
    expect(download.suggestedFilename()).toBe('width.tar');
    await download.cancel();
  }, 30_000);

  test.each(['light', 'dark'] as const)('axe finds nothing wrong, %s', async (colorScheme) => {
    const { page } = browser;
    await page.emulateMedia({ colorScheme });
    await open();
    await page.getByRole('region', { name: 'Table of share links' }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Edit' }).click();
    expect(await violationsOf(page)).toEqual([]);
    await visit(page, `${served.url}/studies`);
    await page.getByRole('link', { name: 'Width and collapse' }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
  }, 60_000);

  test('at 360 px neither page scrolls sideways', async () => {
    const { page } = browser;
    await page.setViewportSize({ width: 360, height: 780 });
    await open();
    await page.getByRole('region', { name: 'Table of share links' }).waitFor();
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await visit(page, `${served.url}/studies`);
    await page.getByRole('link', { name: 'Width and collapse' }).waitFor();
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await page.setViewportSize({ width: 1280, height: 900 });
  }, 30_000);

  test('put aside it is found behind the switch, and deleted only when its short name is typed', async () => {
    const { page } = browser;
    await open();
    await expect.poll(() => page.getByRole('button', { name: 'Delete' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Put aside' }).click();
    await page.getByText('put aside', { exact: true }).waitFor();
    await visit(page, `${served.url}/studies`);
    await page.getByRole('link', { name: 'Another study' }).waitFor();
    await expect.poll(() => page.getByText('Width and collapse').count()).toBe(0);
    await page.getByRole('button', { name: 'Put aside' }).click();
    await page.getByRole('link', { name: 'Width and collapse' }).click();
    await page.getByRole('button', { name: 'Delete' }).click();
    const remove = page.getByRole('dialog').getByRole('button', { name: 'Delete for good' });
    await page.getByLabel('To go on, type its short name').fill('widt');
    await expect.poll(() => remove.isDisabled()).toBe(true);
    await page.keyboard.type('h');
    // a run in training must be cancelled first: nothing is deleted, and the page says why
    await remove.click();
    await page.getByRole('dialog').getByRole('alert').waitFor();
    await served.record.run.updateMany({ where: { studyId: study.id }, data: { status: 'COMPLETED' } });
    await remove.click();
    await page.waitForURL('**/studies?archived=yes');
    await until('the study to be gone', async () => (await served.record.study.count({ where: { id: study.id } })) === 0);
  }, 60_000);

  test('the pages asked nothing of any other host and wrote no error', () => {
    expect(browser.foreign).toEqual([]);
    expect(errors).toEqual([]);
  });
});
