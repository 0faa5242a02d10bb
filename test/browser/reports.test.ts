import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCaller, addLink } from '../server/callers.ts';
import { addMeasuredRun, addStudy, measureAll } from '../server/record-builder.ts';
import { mutate } from '../server/reviews/reviewing.ts';
import { type Served, serve } from '../server/served.ts';
import { until } from '../until.ts';
import { noBrowser, openBrowser, reload, violationsOf, visit, watchErrors } from './browser.ts';
import { tabTo } from './by-keyboard.ts';
import { signInto } from './sign-into.ts';
import { WholeProgram } from './whole-program.ts';

const ATTACK = '<script>document.title = "owned"</script> <img src=x onerror="document.title=\'owned\'"> [click](javascript:document.title="owned")';
const fence = (question: object) => `\`\`\`collapsar\n${JSON.stringify(question)}\n\`\`\``;

describe.skipIf(noBrowser)(`a report on a run in training ${noBrowser}`, () => {
  let program: WholeProgram;
  let address: string;
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let errors: string[];
  let folder: string;
  let run: { id: string; study: { id: string } };
  let reportId: string;

  // biome-ignore lint/suspicious/noExplicitAny: answers of the API
  async function ask(query: string, variables: object = {}): Promise<any> {
    const response = await fetch(`${address}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query, variables }) });
    const { data, errors: wrong } = await response.json();
    if (wrong) throw new Error(JSON.stringify(wrong));
    return data;
  }
  const lastEpoch = async () => (await ask('{ runs(first: 1) { nodes { lastEpoch } } }')).runs.nodes[0].lastEpoch as number;
  const figure = (title: string) => browser.page.getByRole('figure', { name: title, exact: true });
  const values = () => figure('Values').getByRole('table').textContent();
  const versionNow = async () => (await ask('query ($id: ID!) { report(id: $id) { version } }', { id: reportId })).report.version as number;

  /** What somebody else saves through the API. */
  async function saveElsewhere(body: string): Promise<number> {
    const input = { reportId, expectedVersion: await versionNow(), body };
    const { updateReport } = await ask('mutation ($input: UpdateReportInput!) { updateReport(input: $input) { report { version } userErrors { message } } }', { input });
    expect(updateReport.userErrors).toEqual([]);
    return updateReport.report.version;
  }

  beforeAll(async () => {
    program = new WholeProgram();
    folder = mkdtempSync(path.join(os.tmpdir(), 'collapsar-reports-'));
    address = await program.start();
    browser = await openBrowser({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
    errors = watchErrors(browser.context);
    await until('some epochs', async () => (await ask('{ runs(first: 1) { nodes { lastEpoch } } }')).runs.nodes[0]?.lastEpoch >= 3, 120);
    run = (await ask('{ runs(first: 1) { nodes { id study { id } } } }')).runs.nodes[0];
    const input = { studyId: run.study.id, runId: run.id, anchor: { metric: 'NC1', fromEpoch: 1 }, body: 'Here it **falls**.' };
    await ask('mutation ($input: BeginThreadInput!) { beginThread(input: $input) { thread { id } userErrors { message } } }', { input });
  }, 180_000);
  afterAll(async () => {
    await browser?.context.close();
    await program.remove();
    rmSync(folder, { recursive: true, force: true });
  }, 30_000);

  test('is begun by keyboard, with a block of each kind', async () => {
    const { page } = browser;
    await visit(page, address);
    await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
    await page.keyboard.press('w');
    await page.waitForURL(/\/reports$/);
    await tabTo(page, 'link', 'New report');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/reports\/new$/);
    await page.getByRole('heading', { name: 'New report' }).waitFor();
    await tabTo(page, 'combobox', 'Study');
    await page.keyboard.press('ArrowDown');
    await tabTo(page, 'textbox', 'Title');
    await page.keyboard.type('Does it collapse?');
    await tabTo(page, 'textbox', /^Text of the report/);
    await page.keyboard.insertText(`# Results\n\nWords. ${ATTACK}`);
    const insert = async (kind: string, fill: () => Promise<void>) => {
      await tabTo(page, 'button', 'Insert a block', 'Shift+Tab');
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor();
      if (kind !== 'Curves') {
        await tabTo(page, 'button', kind);
        await page.keyboard.press('Enter');
      }
      await fill();
      await tabTo(page, 'button', 'Insert it');
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
      await page.keyboard.type('and so on');
    };
    const choose = async (role: 'checkbox' | 'radio', name: RegExp) => {
      await tabTo(page, role, name);
      await page.keyboard.press('Space');
    };
    await insert('Curves', async () => {
      await tabTo(page, 'textbox', 'Title');
      await page.keyboard.type('Curves of it');
      await choose('checkbox', /^VGG small, seed 1/);
      await choose('checkbox', /Self-duality/);
    });
    await insert('Values', () => choose('checkbox', /^VGG small, seed 1/));
    await insert('Geometry', () => choose('radio', /^VGG small, seed 1/));
    await insert('Paper cell', async () => {
      await page.getByRole('option', { name: 'MNIST', exact: true }).waitFor({ state: 'attached' });
      await tabTo(page, 'combobox', 'Network');
      await page.keyboard.type('VGG');
      await tabTo(page, 'combobox', 'Data set');
      await page.keyboard.type('MNIST');
    });
    await insert('Discussion', () => choose('radio', /falls/));
    await page.keyboard.press('Control+s');
    await page.getByText(/^Version 1 saved/).waitFor();
    await page.waitForURL(/\/reports\/report_[^/]+\/edit$/);
    reportId = /report_[^/]+/.exec(page.url())![0];
    const { report } = await ask('query ($id: ID!) { report(id: $id) { title at { blocks { question } } } }', { id: reportId });
    expect(report.title).toBe('Does it collapse?');
    expect(report.at.blocks.map(({ question }: { question: { kind: string } }) => question.kind)).toEqual(['chart', 'table', 'geometry', 'paper-cell', 'thread']);
    await page.getByRole('region', { name: 'Preview' }).getByRole('figure').nth(4).waitFor();
    await tabTo(page, 'link', 'Read it', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`/reports/${reportId}$`));
    await figure('Discussion').getByText('falls').waitFor();
    await expect.poll(() => page.locator('.report svg .recharts-line, .report .plot svg path').count()).toBeGreaterThan(0);
    await expect.poll(() => page.title()).toBe('Does it collapse? · Collapsar');
    expect(await page.locator('.report script, .report img, .report a[href^=javascript]').count()).toBe(0);
  }, 120_000);

  test('says what it said when the run goes on, marks what differs, and shows it on request', async () => {
    const { page } = browser;
    const was = await lastEpoch();
    await until('more epochs', async () => (await lastEpoch()) >= was + 2, 60);
    const kept = await values();
    await page.getByRole('button', { name: 'Look again' }).click();
    await figure('Curves of it').getByText('now differs').waitFor();
    await expect.poll(() => figure('Curves of it').textContent()).toMatch(/\d+ points? more\./);
    await expect.poll(() => figure('Values').textContent()).toMatch(/→/);
    await expect.poll(values).toBe(kept);
    await expect.poll(() => page.getByRole('status').allTextContents()).toContainEqual(expect.stringMatching(/blocks? differ/));
    await figure('Values').getByRole('button', { name: 'Now', exact: true }).click();
    await expect.poll(values).not.toBe(kept);
    await page.waitForURL(/\?now=\w+$/);
    await reload(page);
    await figure('Values').getByRole('button', { name: 'Now', exact: true, pressed: true }).waitFor();
    await figure('Curves of it').getByRole('button', { name: 'As of then', pressed: true }).waitFor();
    await page.getByRole('group', { name: 'Data of all blocks' }).getByRole('button', { name: 'Compare with now' }).click();
    await page.waitForURL(/now=all/);
    await page.getByRole('group', { name: 'Data of all blocks' }).getByRole('button', { name: 'As of then' }).click();
    await page.waitForURL((url) => !url.search.includes('now='));
    await expect.poll(values).toBe(kept);
  }, 90_000);

  test('a block is frozen anew, and the older version still says what it said', async () => {
    const { page } = browser;
    const kept = await values();
    await figure('Values').getByRole('checkbox', { name: /^Freeze anew/ }).check();
    await page.getByRole('button', { name: 'Freeze 1 block anew' }).click();
    await page.getByText(/^Version 2, saved/).waitFor();
    await expect.poll(values).not.toBe(kept);
    await page.getByText('2 versions').click();
    await page.getByRole('link', { name: 'Version 1', exact: true }).click();
    await page.getByText('This is an older version.').waitFor();
    await expect.poll(values).toBe(kept);
    await expect.poll(() => page.url()).toContain('version=1');
    await expect.poll(() => page.getByRole('checkbox', { name: /^Freeze anew/ }).count()).toBe(0);
  }, 60_000);

  test('as a file it is whole without the server, and does nothing by itself', async () => {
    const { page } = browser;
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Save as HTML' }).click()]);
    const file = path.join(folder, 'report.html');
    await download.saveAs(file);
    expect(readFileSync(file, 'utf8')).not.toContain('<script');
    const opened = await browser.context.newPage();
    await opened.goto(pathToFileURL(file).href);
    await expect.poll(() => opened.locator('h1').first().textContent()).toBe('Does it collapse?');
    await expect.poll(() => opened.getByRole('img').count()).toBeGreaterThan(1);
    await expect.poll(() => opened.title()).toBe('Does it collapse?');
    await opened.close();
  }, 60_000);

  test('what somebody else saved is told, and nothing that is read moves', async () => {
    const { page } = browser;
    await visit(page, `${address}/reports/${reportId}`);
    await figure('Geometry').scrollIntoViewIfNeeded();
    await figure('Geometry').locator('.report-geometry svg').first().waitFor();
    const before = await figure('Geometry').boundingBox();
    const version = await saveElsewhere('Nothing but words.');
    await page.getByText(`version ${version}.`).waitFor();
    await expect.poll(() => figure('Geometry').boundingBox()).toEqual(before);
    await page.getByRole('button', { name: 'Read it' }).click();
    await page.getByText('Nothing but words.').waitFor();
  }, 60_000);

  test('a draft outlives the page, leaving is asked about, and of two texts a person chooses', async () => {
    const { page } = browser;
    await visit(page, `${address}/reports/${reportId}/edit`);
    const field = page.getByRole('textbox', { name: /^Text of the report/ });
    await field.fill('Words of mine.\nThe same line.');
    await page.getByText('Not saved', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Runs', exact: true }).click();
    await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor();
    await page.getByRole('button', { name: 'Stay' }).click();
    await until('the draft', async () => (await page.evaluate(() => Object.values(localStorage).join(' '))).includes('Words of mine.'), 10);
    page.once('dialog', (dialog) => void dialog.accept());
    await reload(page);
    await page.getByText(/was brought back from this browser/).waitFor();
    await expect.poll(() => field.inputValue()).toBe('Words of mine.\nThe same line.');
    const theirs = await saveElsewhere('Words of theirs.\nThe same line.');
    await page.getByText(new RegExp(`saved version ${theirs} meanwhile`)).first().waitFor();
    await page.keyboard.press('Control+s');
    const conflict = page.getByRole('alert').filter({ hasText: 'meanwhile' });
    await conflict.waitFor();
    await expect.poll(() => conflict.locator('.own').allTextContents()).toEqual([expect.stringContaining('Words of theirs.'), expect.stringContaining('Words of mine.')]);
    await conflict.getByRole('button', { name: 'Take theirs' }).click();
    await expect.poll(() => field.inputValue()).toContain('theirs');
    await page.getByRole('button', { name: 'Bring mine back' }).click();
    await page.getByRole('button', { name: 'Save and read' }).click();
    await page.waitForURL(new RegExp(`/reports/${reportId}$`));
    await page.getByRole('article').getByText('Words of mine.').waitFor();
    expect(await versionNow()).toBe(theirs + 1);
  }, 90_000);

  test('a run that was deleted leaves what was kept of it', async () => {
    const { page } = browser;
    const ids = { input: { runIds: [run.id] } };
    await ask('mutation ($input: RunsInput!) { cancelRuns(input: $input) { userErrors { message } } }', ids);
    await until('the run deleted', async () => (await ask('mutation ($input: RunsInput!) { deleteRuns(input: $input) { deletedRunIds userErrors { message } } }', ids)).deleteRuns.userErrors.length === 0, 60);
    await visit(page, `${address}/reports/${reportId}?version=1`);
    await figure('Curves of it').getByText('cannot be answered now').waitFor();
    await expect.poll(() => figure('Curves of it').textContent()).toContain('deleted');
    await expect.poll(() => figure('Curves of it').getByRole('button', { name: 'Now', exact: true }).isDisabled()).toBe(true);
    await expect.poll(() => figure('Values').getByRole('table').textContent()).toContain('VGG small, seed 1');
  }, 90_000);

  test.each(['light', 'dark'] as const)('axe finds nothing wrong on the list, a report and its editor, %s, and at 360 px nothing scrolls sideways', async (colorScheme) => {
    const { page } = browser;
    await page.emulateMedia({ colorScheme });
    for (const [route, seen] of [['/reports', 'Does it collapse?'], [`/reports/${reportId}?version=2`, 'cannot be answered now'], [`/reports/${reportId}/edit`, 'Words of mine.']] as const) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await visit(page, address + route);
      await page.getByText(seen).first().waitFor();
      expect(await violationsOf(page), route).toEqual([]);
      await page.setViewportSize({ width: 360, height: 780 });
      // charts are drawn anew for their width when the page was laid out
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth), { message: route, timeout: 10_000 }).toBeLessThanOrEqual(360);
    }
    await page.getByRole('button', { name: 'Insert a block' }).click();
    await page.getByRole('dialog').getByText('Metrics').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  }, 90_000);

  test('no page asked another host or wrote an error', () => {
    expect(browser.foreign).toEqual([]);
    expect(errors).toEqual([]);
  });
});

describe.skipIf(noBrowser)(`a report, for those who only read ${noBrowser}`, () => {
  let served: Served;
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let studyId: string;
  let reportId: string;
  beforeAll(async () => {
    served = await serve({ web: true });
    const ann = await addCaller(served.record, 'REVIEWER', 'Ann Author');
    studyId = (await addStudy(served.record)).id;
    const { run } = await addMeasuredRun(served.record, studyId, 3, { name: 'the run', status: 'COMPLETED', classes: 3 });
    await measureAll(served.record, ['NC1']);
    const { thread } = await mutate(served, ann, 'beginThread', { studyId, runId: run.id, body: 'words' }, 'thread { id }');
    const body = `# Words\n\n${fence({ kind: 'table', runs: [run.id], metrics: ['NC1'] })}\n\n${fence({ kind: 'thread', thread: thread.id })}`;
    reportId = (await mutate(served, ann, 'createReport', { studyId, title: 'For readers', body }, 'report { id }')).report.id;
    browser = await openBrowser({ viewport: { width: 1200, height: 900 } });
  }, 120_000);
  afterAll(async () => {
    await browser?.context.close();
    await served?.end();
  });

  /** Names of what can be pressed on a report and in the list. */
  async function offered(): Promise<string[]> {
    const { page } = browser;
    const names: string[] = [];
    for (const route of ['/reports', `/reports/${reportId}`]) {
      await visit(page, served.url + route);
      await page.getByText('For readers').first().waitFor();
      await page.waitForLoadState('networkidle');
      names.push(...(await page.locator('main :is(button, a):visible').evaluateAll((all) => all.map((each) => each.textContent?.trim() ?? ''))));
    }
    return names;
  }
  const WRITES = /^(Edit|Delete|New report|Write the first one|Freeze)/;

  test('a reviewer is offered to write; a viewer and a guest are not, and the editor tells them why', async () => {
    const { page, context } = browser;
    await signInto(context, served.url, (await addCaller(served.record, 'REVIEWER', 'Bob')).secret);
    expect((await offered()).filter((name) => WRITES.test(name))).toEqual(['New report', 'Edit']);
    await signInto(context, served.url, (await addCaller(served.record, 'VIEWER')).secret);
    expect((await offered()).filter((name) => WRITES.test(name))).toEqual([]);
    await visit(page, `${served.url}/reports/${reportId}/edit`);
    await page.getByText(/Changing reports needs the role reviewer/).waitFor();
    await context.clearCookies();
    await visit(page, `${served.url}/s/${(await addLink(served.record, studyId, { path: `reports/${reportId}` })).secret}`);
    expect((await offered()).filter((name) => WRITES.test(name))).toEqual([]);
    await page.getByRole('figure', { name: 'Values' }).getByText('the run').waitFor();
    await expect.poll(() => page.locator('main').textContent()).not.toContain('Ann Author');
    await visit(page, `${served.url}/reports/new?study=${studyId}`);
    await page.getByText(/a share link only shows/).waitFor();
  }, 90_000);
});
