import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PrismaClient } from '../../prisma/client.ts';
import { appendEvent } from '../../prisma/events.ts';
import { newId } from '../../prisma/ids.ts';
import { addCaller, addLink } from '../server/callers.ts';
import { measureNow } from '../server/record-builder.ts';
import { type Served, serve } from '../server/served.ts';
import { DaemonProcess } from '../trainer/daemon-process.ts';
import { queueRun } from '../trainer/queued-run.ts';
import { until } from '../until.ts';
import { noBrowser, openBrowser, violationsOf, visit, watchErrors } from './browser.ts';
import { signInto } from './sign-into.ts';

let served: Served;
let daemon: DaemonProcess;
let studyId: string;
let wide: string;
let narrow: string;
let people: Record<'ada' | 'bob' | 'vera', Awaited<ReturnType<typeof addCaller>>>;

/** Two runs of one study, trained by the real trainer: three epochs of a small network on real digits. */
beforeAll(async () => {
  if (noBrowser) return;
  served = await serve({ web: true });
  people = { ada: await addCaller(served.record, 'OPERATOR', 'ada'), bob: await addCaller(served.record, 'REVIEWER', 'bob'), vera: await addCaller(served.record, 'VIEWER', 'vera') };
  wide = await queueRun(served.record, { name: 'wide', plannedEpochs: 3 });
  const run = await served.record.run.findUniqueOrThrow({ where: { id: wide } });
  studyId = run.studyId;
  await served.record.study.update({ where: { id: studyId }, data: { name: 'Width and collapse', slug: 'width' } });
  narrow = await queueAnother(served.record, run);
  daemon = new DaemonProcess(served.databaseUrl);
  await until('two runs completed', async () => (await served.record.run.count({ where: { studyId, status: 'COMPLETED' } })) === 2, 120);
  for (const id of [wide, narrow]) await measureNow(served.record, id, ['NC1']);
}, 200_000);
afterAll(async () => {
  await daemon?.end();
  await served?.end();
});

async function queueAnother(record: PrismaClient, { id: _, ...row }: Awaited<ReturnType<PrismaClient['run']['findUniqueOrThrow']>>): Promise<string> {
  const id = newId('run');
  await record.$transaction(async (tx) => {
    await tx.run.create({ data: { ...row, id, name: 'narrow', seed: 2 } as never, select: { id: true } });
    await appendEvent(tx, { kind: 'run.queued', studyId: row.studyId, runId: id });
  });
  return id;
}

describe.skipIf(noBrowser)(`a study is reviewed to its end ${noBrowser}`, () => {
  type Browser = Awaited<ReturnType<typeof openBrowser>>;
  let ada: Browser;
  let bob: Browser;
  let errors: string[][];
  beforeAll(async () => {
    [ada, bob] = [await openBrowser({ viewport: { width: 1440, height: 1000 } }), await openBrowser({ viewport: { width: 1440, height: 1000 } })];
    errors = [ada, bob].map(({ context }) => watchErrors(context));
    await signInto(ada.context, served.url, people.ada.secret);
    await signInto(bob.context, served.url, people.bob.secret);
  }, 60_000);
  afterAll(() => Promise.all([ada?.context.close(), bob?.context.close()]));

  const shot = async ({ page }: Browser, name: string) => {
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
  };
  const review = ({ page }: Browser) => page.getByRole('region', { name: 'Review', exact: true });
  const openStudy = async (browser: Browser) => {
    await visit(browser.page, `${served.url}/studies/width`);
    await review(browser).getByRole('button', { name: /Make final|Open again/ }).or(review(browser).getByText('Suggested as collapsed')).first().waitFor({ timeout: 30_000 });
  };

  test('an operator sets what the study asks for; why it cannot be made final stands there in words', async () => {
    await openStudy(ada);
    await review(ada).getByText('The study asks for no verdicts before it is made final; it has 2 completed runs.').waitFor();
    await review(ada).getByRole('button', { name: 'Rules' }).press('Enter');
    const dialog = ada.page.getByRole('dialog');
    await dialog.getByLabel(/Verdicts of different people/).fill('x');
    await expect.poll(() => dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    await dialog.getByLabel(/Verdicts of different people/).fill('1');
    await dialog.getByLabel('Limit of Within-class spread').fill('0.05');
    await shot(ada, 'rules');
    await ada.page.keyboard.press('Enter');
    await review(ada).getByText('0 of 2 completed runs have a verdict, which the study asks for before it is made final.').waitFor();
    await review(ada).getByText(/at most 0\.05 \(not the usual limit\)/).waitFor();
    await expect.poll(() => review(ada).getByRole('button', { name: 'Make final' }).isDisabled()).toBe(true);
    await review(ada).getByText('It cannot be made final yet: 2 completed runs lack verdicts').waitFor();
  }, 60_000);

  test('one asks for a review on a run; the other sees it on the overview without a reload, and gives a verdict', async () => {
    await visit(bob.page, served.url);
    const needs = bob.page.getByRole('region', { name: 'Needs you' });
    await needs.getByText('2 runs lack verdicts').waitFor({ timeout: 30_000 });
    await visit(ada.page, `${served.url}/runs/${wide}?review=1`);
    await ada.page.getByRole('button', { name: 'Ask for a review' }).click({ timeout: 30_000 });
    const dialog = ada.page.getByRole('dialog');
    await dialog.getByLabel('People with this name').fill('bo');
    await dialog.getByRole('checkbox', { name: /bob/ }).check();
    await expect.poll(() => dialog.getByRole('checkbox', { name: /vera/ }).count()).toBe(0);
    await shot(ada, 'ask');
    await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
    await ada.page.getByText('asked just now by you, no verdict so far').waitFor();
    await needs.getByText('verdict wanted, ada asks').waitFor({ timeout: 15_000 });
    await needs.getByRole('link', { name: 'Give your verdict' }).click();
    const panel = bob.page.getByRole('complementary', { name: 'Review' });
    await panel.getByRole('button', { name: 'Partly', exact: true }).click({ timeout: 30_000 });
    await panel.getByRole('textbox', { name: 'Why' }).fill('NC3 is still high.');
    await panel.getByRole('button', { name: 'Give verdict' }).click();
    await panel.getByText('asked just now').waitFor({ state: 'detached' });
    await ada.page.getByText('NC3 is still high.').waitFor({ timeout: 15_000 });
  }, 90_000);

  test('a note on the study calls somebody, who finds it on the overview and answers under it', async () => {
    await openStudy(ada);
    await ada.page.getByRole('button', { name: 'Note on the study' }).click();
    await ada.page.getByRole('textbox', { name: 'Your note' }).fill('Is it enough, @bob?');
    await ada.page.keyboard.press('Control+Enter');
    await visit(bob.page, served.url);
    await bob.page.getByRole('region', { name: 'Needs you' }).getByRole('link', { name: 'Answer it, or resolve it' }).click({ timeout: 30_000 });
    await bob.page.getByRole('textbox', { name: 'Reply' }).fill('I think so.', { timeout: 30_000 });
    await bob.page.keyboard.press('Control+Enter');
    await ada.page.getByText('I think so.').waitFor({ timeout: 15_000 });
    await review(ada).getByText('1 of 2 completed runs has a verdict').waitFor();
    await shot(ada, 'study');
  }, 60_000);

  test('a check is made: its rule stands in words with what it would give, then what it gives, for each run', async () => {
    const { page } = ada;
    await visit(page, `${served.url}/studies/width/checks`);
    await page.getByText('No check yet').waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'New check' }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('collapsed at the end');
    await dialog.getByLabel('Limit').fill('1e-9');
    await dialog.getByText('NC1 of train images, at the last epoch, is at most 1e-9.').waitFor();
    await dialog.getByText('Of today’s 2 completed runs 0 would pass, 2 would fail.').waitFor({ timeout: 15_000 });
    await dialog.getByText('Would fail: narrow, wide.').waitFor();
    await shot(ada, 'check-form');
    await page.keyboard.press('Enter');
    const matrix = page.getByRole('region', { name: 'Table of runs by checks' });
    await matrix.getByRole('row', { name: /wide.*failed.*failed/ }).waitFor({ timeout: 15_000 });
    const rules = page.getByRole('region', { name: 'Table of checks' });
    await expect.poll(() => rules.getByRole('row').nth(1).getByRole('cell').allTextContents()).toEqual(expect.arrayContaining(['0', '2', '0']));
    await shot(ada, 'checks');
    await page.getByRole('button', { name: 'Export Checks of Width and collapse' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'Save as CSV' }).click()]);
    const csv = await readFile((await download.path())!, 'utf8');
    expect(csv.split('\r\n')[0]).toBe('Run,"Network, data, seed",All,collapsed at the end,"collapsed at the end, value"');
    expect(csv).toMatch(/wide,"VGG6, width 2, MNIST, seed 1",failed,failed,\d/);
    await page.getByText('node collapsar.mjs check --study width').waitFor();
  }, 90_000);

  test('the failed check shows on the overview and on the run, and was told to whoever made it', async () => {
    const { page } = ada;
    await visit(page, served.url);
    const needs = page.getByRole('region', { name: 'Needs you' });
    await needs.getByText(/check failed: collapsed at the end: .*, wanted at most 1e-9/).first().waitFor({ timeout: 30_000 });
    await page.getByRole('region', { name: 'Table of studies' }).getByText('0 of 2 runs pass').waitFor({ timeout: 15_000 });
    await shot(ada, 'overview');
    await needs.getByRole('link', { name: 'See what the study demands, and what the run has' }).first().click();
    await page.getByRole('region', { name: 'Table of checks' }).getByText(/is above the limit/).waitFor({ timeout: 30_000 });
    await shot(ada, 'run-checks');
    await until('two notices', async () => (await served.record.notice.count({ where: { userId: people.ada.person.id, kind: 'CHECK_FAILED' } })) === 2);
  }, 60_000);

  test('the rule is changed, and each outcome follows without a reload', async () => {
    const { page } = ada;
    await visit(page, `${served.url}/studies/width/checks`);
    await page.getByRole('button', { name: 'Change the check collapsed at the end' }).click({ timeout: 30_000 });
    const dialog = page.getByRole('dialog');
    await expect.poll(() => dialog.getByLabel('Limit').inputValue()).toBe('1e-9');
    await dialog.getByLabel('Limit').fill('1e9');
    await dialog.getByText('2 would pass, 0 would fail').waitFor({ timeout: 15_000 });
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('region', { name: 'Table of runs by checks' }).getByRole('row', { name: /wide.*passed.*passed/ }).waitFor({ timeout: 15_000 });
    await page.getByRole('button', { name: 'Not passed' }).click();
    await page.getByText('Every run passes every check').waitFor();
    await expect.poll(() => new URL(page.url()).search).toBe('?runs=open');
    await page.getByRole('button', { name: 'Put aside: the check collapsed at the end' }).click();
    await page.getByRole('button', { name: 'Ask again: the check collapsed at the end' }).click();
    await page.getByText('Every run passes every check').waitFor({ timeout: 15_000 });
  }, 60_000);

  test.each(['light', 'dark'] as const)('study, checks and a run’s checks have no violation, wide and at 360 px: %s', async (colorScheme) => {
    const { page } = ada;
    await page.emulateMedia({ colorScheme });
    const pages: [string, () => Promise<void>][] = [
      ['/studies/width', () => review(ada).getByText('Suggested as collapsed').waitFor({ timeout: 30_000 })],
      ['/studies/width/checks', () => page.getByRole('region', { name: 'Table of runs by checks' }).getByText('wide').waitFor({ timeout: 30_000 })],
      [`/runs/${wide}?tab=checks&review=1`, () => page.getByRole('region', { name: 'Table of checks' }).waitFor({ timeout: 30_000 })],
    ];
    for (const [path, isThere] of pages) {
      for (const width of [1440, 360]) {
        await page.setViewportSize({ width, height: 900 });
        await visit(page, served.url + path);
        await isThere();
        expect([path, width, await violationsOf(page)]).toEqual([path, width, []]);
        await page.waitForFunction((most) => document.documentElement.scrollWidth <= most, width);
        await shot(ada, `${path.replace(/\W+/g, '-').slice(0, 24)}-${width}-${colorScheme}`);
      }
    }
    await visit(page, `${served.url}/studies/width/checks`);
    await page.getByRole('button', { name: 'New check' }).click({ timeout: 30_000 });
    await page.getByLabel('Limit').fill('0.1');
    await page.getByText(/Of today’s 2 completed runs/).waitFor({ timeout: 15_000 });
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.setViewportSize({ width: 1440, height: 1000 });
  }, 180_000);

  test('with all verdicts the study is made final; then nothing of its runs can be changed, and every page says so', async () => {
    await served.ask('mutation ($id: ID!) { giveVerdict(input: { runId: $id, kind: PARTLY, reason: "So." }) { userErrors { code } } }', { id: narrow }, people.bob.headers);
    await openStudy(ada);
    await review(ada).getByText('All 2 completed runs have a verdict, as the study asks.').waitFor();
    await review(ada).getByRole('button', { name: 'Make final' }).press('Enter');
    await review(ada).getByText(/The study is final since .*, by ada\./).waitFor();
    await expect.poll(() => review(ada).getByRole('button', { name: /Ask for verdicts|Rules/ }).count()).toBe(0);
    await shot(ada, 'final');
    await visit(ada.page, `${served.url}/runs/${wide}?review=1`);
    await ada.page.getByText('The study is final: its runs stay as they are').waitFor({ timeout: 30_000 });
    await expect.poll(() => ada.page.getByRole('button', { name: 'Edit', exact: true }).isDisabled()).toBe(true);
    await ada.page.getByText('The study is final; an operator can open it again.').waitFor();
    await expect.poll(() => ada.page.getByRole('button', { name: 'Ask for a review' }).count()).toBe(0);
    await visit(ada.page, `${served.url}/studies`);
    await ada.page.getByRole('row', { name: /Width and collapse/ }).getByText('final').waitFor({ timeout: 30_000 });
    await visit(ada.page, `${served.url}/runs?columns=study,verdicts,checks,NC1@best`);
    await ada.page.getByRole('row', { name: /wide.*Width and collapse, final.*partly 1.*1 passed/ }).waitFor({ timeout: 30_000 });
    await openStudy(ada);
    await review(ada).getByRole('button', { name: 'Open again' }).click();
    await review(ada).getByRole('button', { name: 'Make final' }).waitFor();
  }, 90_000);

  test.each(['a viewer', 'a share link'] as const)('%s reads all of it, and is offered nothing to write', async (who) => {
    const reader = await openBrowser({ viewport: { width: 1280, height: 900 } });
    if (who === 'a viewer') await signInto(reader.context, served.url, people.vera.secret);
    else await visit(reader.page, `${served.url}/s/${(await addLink(served.record, studyId)).secret}`);
    const writes = /New check|^Change|Put aside|Ask|Rules|Make final|Note on|Withdraw|Give|Reply/;
    await openStudy(reader);
    await reader.page.getByRole('region', { name: 'Checks' }).getByText('2 of 2 runs pass').waitFor({ timeout: 15_000 });
    expect(await reader.page.getByRole('button', { name: writes }).count()).toBe(0);
    await reader.page.getByRole('link', { name: 'Rules and outcomes' }).click();
    await reader.page.getByRole('region', { name: 'Table of runs by checks' }).getByText('wide').waitFor({ timeout: 30_000 });
    expect(await reader.page.getByRole('button', { name: writes }).count()).toBe(0);
    await visit(reader.page, `${served.url}/runs/${wide}?tab=checks&review=1`);
    await reader.page.getByRole('region', { name: 'Table of checks' }).getByText('passed').waitFor({ timeout: 30_000 });
    await reader.page.getByText('NC3 is still high.').waitFor();
    expect(await reader.page.getByRole('button', { name: writes }).count()).toBe(0);
    expect(reader.foreign).toEqual([]);
    await reader.context.close();
  }, 90_000);

  test('the pages asked nothing of any other host and wrote no error', () => {
    expect([ada.foreign, bob.foreign]).toEqual([[], []]);
    expect(errors).toEqual([[], []]);
  });
});
