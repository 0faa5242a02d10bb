import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectRecord, type PrismaClient } from '../../prisma/client.ts';
import { appendEvent } from '../../prisma/events.ts';
import { fillRecord, FILLING } from '../generate/fill-record.ts';
import { freshDatabase } from '../postgres.ts';
import { addRun } from '../server/record-builder.ts';
import { ServerProcess } from '../server/server-process.ts';
import { until } from '../until.ts';
import { noBrowser, openBrowser, reload, violationsOf, visit, watchErrors } from './browser.ts';

const RUNS = 150;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let record: PrismaClient;
let server: ServerProcess;
let address: string;

beforeAll(async () => {
  database = await freshDatabase();
  record = connectRecord(database.url);
  await fillRecord(database.url, { ...FILLING, runs: RUNS, epochs: 20, snapshotsOf: 10, measured: 'published' });
  server = new ServerProcess({ DATABASE_URL: database.url });
  address = `${await server.serving()}/runs`;
}, 120_000);
afterAll(async () => {
  server.child.kill('SIGTERM');
  await server.gone();
  await record.$disconnect();
  await database.drop();
}, 30_000);

describe.skipIf(noBrowser)(`the table of runs ${noBrowser}`, () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let errors: string[];
  beforeAll(async () => {
    browser = await openBrowser({ viewport: { width: 1440, height: 900 } });
    errors = watchErrors(browser.context);
  });
  afterAll(() => browser.context.close());

  const row = (line: number) => browser.page.locator(`tr[data-line="${line}"]`);
  const open = async (search = '') => {
    await visit(browser.page, `${address}${search}`);
    await row(0).waitFor({ timeout: 30_000 });
  };
  const inAddress = (name: string) => new URL(browser.page.url()).searchParams.getAll(name);
  const total = async () => Number((await browser.page.locator('h1 + .muted').textContent())?.replace(/\D/g, ''));
  const settled = () => until('the new list', async () => (await browser.page.locator('.grid-frame[aria-busy="false"]').count()) === 1, 10);
  /** The cells of a column as far as they are drawn. */
  const column = (nth: number) => browser.page.locator(`.grid tbody tr[data-line] > :nth-child(${nth})`).allTextContents();

  test('only the rows in sight are in the page, and further pages come as one scrolls', async () => {
    await open();
    expect(await total()).toBe(RUNS);
    await expect.poll(() => browser.page.locator('tr[data-line]').count()).toBeLessThan(60);
    await browser.page.locator('.grid-frame').evaluate((frame) => frame.scrollTo(0, frame.scrollHeight));
    await row(RUNS - 1).waitFor();
    await expect.poll(() => browser.page.locator('tr[data-line]').count()).toBeLessThan(60);
    await browser.page.getByRole('button', { name: 'Run', exact: true }).click();
    await row(0).waitFor();
    await expect.poll(() => browser.page.locator('.grid-frame').evaluate((frame) => frame.scrollTop)).toBe(0);
  });

  test('a press on a head sorts all runs on the server; only that head has an arrow', async () => {
    await open('?columns=status,NC1@end');
    const head = browser.page.getByRole('button', { name: 'NC1 end' });
    await head.click();
    await until('the order', async () => (await browser.page.locator('th[aria-sort="ascending"]').count()) === 1, 5);
    await settled();
    const values = (await column(3)).map(Number);
    expect(values.length).toBeGreaterThan(20);
    expect(values).toEqual([...values].sort((a, b) => a - b));
    await expect.poll(() => inAddress('sort')).toEqual(['NC1@end']);
    await expect.poll(() => browser.page.locator('thead').textContent()).toMatch(/^[^↑]*↑[^↑↓]*$/);
    await head.click();
    await until('the other order', async () => inAddress('sort')[0] === '-NC1@end', 5);
  });

  test('conditions are added as chips, joined by "and" or "or", and stand in the address', async () => {
    const { page } = browser;
    await open('?columns=status,NC1@end');
    await page.getByRole('button', { name: '+ Filter' }).click();
    await page.getByLabel('Runs by').selectOption('value');
    await page.getByLabel('This number').fill('0.05');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('button', { name: 'NC1 at the end < 0.05', exact: true }).waitFor();
    await until('fewer runs', async () => (await total()) < RUNS, 5);
    await settled();
    const some = await total();
    expect((await column(3)).map(Number).every((value) => value < 0.05)).toBe(true);
    await page.getByRole('button', { name: '+ Filter' }).click();
    await page.getByRole('checkbox', { name: 'cancelled' }).check();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await until('both', async () => (await total()) < some, 5);
    await page.getByRole('button', { name: 'and', exact: true }).click();
    await until('either', async () => (await total()) > some, 5);
    await expect.poll(() => [inAddress('status'), inAddress('value'), inAddress('match')]).toEqual([['cancelled'], ['NC1@end<0.05'], ['any']]);
    await page.getByRole('button', { name: 'Without status cancelled' }).click();
    await until('the first condition alone', async () => (await total()) === some, 5);
  });

  test('the slash goes to the search, which narrows by name', async () => {
    await open();
    await browser.page.locator('body').press('/');
    await browser.page.keyboard.type('resnet');
    await until('the text in the address', async () => inAddress('text')[0] === 'resnet', 5);
    await until('fewer runs', async () => (await total()) < RUNS, 5);
    await settled();
    expect((await column(1)).every((name) => /resnet/i.test(name))).toBe(true);
  });

  test('groups fold and carry mean and range of all their runs', async () => {
    const { page } = browser;
    await open('?columns=dataset,NC1@end');
    await page.getByLabel('Group').selectOption('dataset');
    const mnist = page.locator('tr.group', { has: page.getByRole('button', { name: /^MNIST/ }) });
    await mnist.waitFor();
    const values = (await record.run.count({ where: { dataset: 'MNIST' } })).toString();
    await until('all of its runs', async () => (await mnist.locator('th .detail').textContent())?.startsWith(`${values} run`) === true, 10);
    await expect.poll(() => mnist.locator('td').nth(1).textContent()).toMatch(/^\d.*\u202f–\u202f\d/);
    await expect.poll(() => page.locator('tr[data-line]:not(.group)').count()).toBe(0);
    await mnist.getByRole('button', { name: /^MNIST/ }).click();
    await until('its runs', async () => (await page.locator('tr[data-line]:not(.group)').count()) > 5, 5);
    await expect.poll(() => inAddress('group')).toEqual(['dataset']);
  });

  test('j and k go, x and the space bar choose, shift takes all between, and the tray compares them', async () => {
    const { page } = browser;
    await open();
    for (const key of ['j', 'j', 'x', 'k', ' ']) await page.keyboard.press(key);
    const tray = page.getByRole('region', { name: 'Chosen runs' });
    await tray.getByText('2 chosen').waitFor();
    await row(4).getByRole('checkbox').click({ modifiers: ['Shift'] });
    await tray.getByText('5 chosen').waitFor();
    const compared = new URL((await tray.getByRole('link', { name: 'Compare' }).getAttribute('href')) ?? '', address);
    expect(compared.searchParams.get('runs')?.split(',')).toHaveLength(5);
    await tray.getByRole('button', { name: 'Let go' }).click();
    await expect.poll(() => tray.count()).toBe(0);
    const href = await row(0).getByRole('link').getAttribute('href');
    await page.keyboard.press('j');
    await row(0).press('Enter');
    await page.waitForURL(`**${href}`);
  });

  test('tags given from the tray come into their rows by themselves', async () => {
    const { page } = browser;
    await open('?columns=status,tags');
    await row(1).getByRole('checkbox').check();
    await row(2).getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Tag', exact: true }).click();
    await page.getByLabel('Tags to give, separated by commas').fill('good, paper');
    await page.getByRole('dialog').getByRole('button', { name: 'Tag', exact: true }).click();
    await row(2).getByText('paper', { exact: true }).waitFor({ timeout: 15_000 });
    await row(1).getByText('good', { exact: true }).waitFor({ timeout: 15_000 });
    await expect.poll(() => row(0).getByText('good').count()).toBe(0);
  });

  test('a new run is told by a chip, and moves nothing until it is pressed', async () => {
    const { page } = browser;
    await open();
    const first = await row(0).locator('th').textContent();
    const study = await record.study.findFirstOrThrow();
    const { id } = await addRun(record, study.id, { name: 'brand new' });
    await record.$transaction((tx) => appendEvent(tx, { kind: 'run.queued', studyId: study.id, runId: id }));
    const chip = page.getByRole('button', { name: '1 new run' });
    await chip.waitFor({ timeout: 15_000 });
    await expect.poll(() => row(0).locator('th').textContent()).toBe(first);
    await chip.click();
    await row(0).getByText('brand new').waitFor();
  });

  test('runs put aside leave the table and are found again', async () => {
    const { page } = browser;
    await open();
    const name = (await row(0).locator('th').textContent()) ?? '';
    const before = await total();
    await row(0).getByRole('checkbox').check();
    await page.getByRole('region', { name: 'Chosen runs' }).getByRole('button', { name: 'Put aside' }).click();
    await until('one fewer', async () => (await total()) === before - 1, 5);
    await page.getByRole('button', { name: 'Those put aside' }).click();
    await until('only that one', async () => (await total()) === 1, 5);
    await expect.poll(() => row(0).locator('th').textContent()).toBe(name);
  });

  test('columns are chosen from the catalogue of the server, and the table can be saved', async () => {
    const { page } = browser;
    await open('?columns=status');
    await page.getByRole('button', { name: 'Columns', exact: true }).click();
    await page.getByLabel('Metric').selectOption('NC3_DUALITY');
    await page.getByLabel('When').selectOption('best');
    await page.getByRole('button', { name: 'Add this value' }).click();
    await until('the column', async () => inAddress('columns')[0] === 'status,NC3_DUALITY@best', 5);
    await page.keyboard.press('Escape');
    await settled();
    await page.getByRole('button', { name: 'Export Runs' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'Save as CSV' }).click()]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    const lines = Buffer.concat(chunks).toString('utf8').trim().split('\r\n');
    expect(lines[0]).toMatch(/^Run,Status,"?NC3/);
    expect(lines.length).toBeGreaterThan(50);
  });

  const heads = () => browser.page.locator('thead th[data-column]').evaluateAll((all) => all.map((head) => head.getAttribute('data-column')));
  const told = (words: string) => browser.page.locator('[aria-live]').getByText(words, { exact: true }).waitFor({ state: 'attached', timeout: 5_000 });
  /** Counts the lists that are asked for meanwhile. */
  async function listsDuring(work: () => Promise<void>): Promise<number> {
    let lists = 0;
    const hear = (request: { postData: () => string | null }) => {
      if (request.postData()?.includes('query TablePage')) lists += 1;
    };
    browser.page.on('request', hear);
    await work();
    browser.page.off('request', hear);
    return lists;
  }

  test('columns that say the same of all runs are hidden on wish, by keyboard, and named with their value', async () => {
    const { page } = browser;
    await open('?dataset=MNIST&status=completed&columns=status,dataset,NC1@end,seed,finished');
    await page.getByRole('button', { name: 'Columns', exact: true }).press('Enter');
    await page.getByRole('checkbox', { name: 'Hide constant columns' }).press(' ');
    await until('the columns', async () => (await heads()).join() === 'NC1@end,seed,finished', 5);
    await page.keyboard.press('Escape');
    await expect.poll(() => inAddress('constant')).toEqual(['hidden']);
    const line = page.locator('.constant-line');
    await expect.poll(() => line.textContent()).toMatch(/^The same in all \d+ runsStatus completed · Data set MNIST/);
    await reload(page);
    await row(0).waitFor();
    await until('still hidden', async () => (await heads()).length === 3, 5);
    await line.getByRole('button', { name: 'Show these columns' }).press('Enter');
    await until('all columns', async () => (await heads()).length === 5, 5);
    await expect.poll(async () => [inAddress('constant'), await line.count()]).toEqual([[], 0]);
  });

  test('columns change places by keyboard and by pointer; the move is told, and nothing is asked anew', async () => {
    const { page } = browser;
    await open('?columns=status,dataset,NC1@end');
    const lists = await listsDuring(async () => {
      await page.getByRole('button', { name: 'Columns', exact: true }).press('Enter');
      await page.getByRole('button', { name: 'Status further right' }).focus();
      await page.keyboard.press('Enter');
      await told('Status is now column 2 of 3');
      await page.keyboard.press('Enter');
      await told('Status is now column 3 of 3');
      await page.keyboard.press('Enter');
      await expect.poll(() => inAddress('columns')).toEqual(['dataset,NC1@end,status']);
      await page.keyboard.press('Escape');
      const from = (await page.locator('th[data-column="status"]').boundingBox())!;
      const to = (await page.locator('th[data-column="dataset"]').boundingBox())!;
      await page.mouse.move(from.x + 20, from.y + 25);
      await page.mouse.down();
      await page.mouse.move(to.x + 15, to.y + 25, { steps: 4 });
      await expect.poll(() => page.locator('th.drop-before').getAttribute('data-column')).toBe('dataset');
      await page.mouse.up();
      await told('Status is now column 1 of 3');
    });
    await expect.poll(async () => [await heads(), inAddress('columns'), inAddress('sort'), lists]).toEqual([['status', 'dataset', 'NC1@end'], ['status,dataset,NC1@end'], [], 0]);
  });

  test('a press that slips off a head and is let go elsewhere drags nothing when the pointer is back', async () => {
    const { page } = browser;
    await open('?columns=status,dataset,NC1@end');
    const from = (await page.locator('th[data-column="NC1@end"]').boundingBox())!;
    await page.mouse.move(from.x + 20, from.y + 25);
    await page.mouse.down();
    await page.mouse.move(from.x + 20, from.y + from.height + 60);
    await page.mouse.up();
    const to = (await page.locator('th[data-column="dataset"]').boundingBox())!;
    await page.mouse.move(to.x + 15, to.y + 25, { steps: 4 });
    await expect.poll(() => page.locator('th:is(.dragged, .drop-before)').count()).toBe(0);
  });

  test('widths are set with arrow keys, by dragging an edge or as numbers, and this browser keeps them', async () => {
    const { page } = browser;
    await open('?columns=status,dataset,NC1@end');
    const edge = page.getByRole('separator', { name: 'Width of Data set' });
    const widthOf = async (id: string) => Math.round((await page.locator(`th[data-column="${id}"]`).boundingBox())!.width);
    const [drawn, beside] = [await widthOf('dataset'), await widthOf('status')];
    await edge.press('ArrowLeft');
    await expect.poll(async () => [await widthOf('dataset'), await widthOf('status')]).toEqual([drawn - 8, beside]);
    await expect.poll(() => edge.getAttribute('aria-valuenow')).toBe(String(drawn - 8));
    await edge.press('Shift+ArrowLeft');
    await expect.poll(() => widthOf('dataset')).toBe(drawn - 48);
    const box = (await edge.boundingBox())!;
    await page.mouse.move(box.x + 6, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + 36, box.y + 20, { steps: 3 });
    await page.mouse.up();
    await expect.poll(async () => [await widthOf('dataset'), inAddress('sort'), await heads()]).toEqual([drawn - 18, [], ['status', 'dataset', 'NC1@end']]);
    await reload(page);
    await row(0).waitFor();
    await until('the width', async () => (await widthOf('dataset')) === drawn - 18, 5);
    await edge.press('Enter');
    await expect.poll(() => widthOf('dataset')).toBe(116);
    await page.getByRole('button', { name: 'Columns', exact: true }).press('Enter');
    await page.getByText('Widths in pixels').press('Enter');
    const field = page.getByRole('spinbutton', { name: 'Data set' });
    await field.fill('200');
    await page.keyboard.press('Enter');
    await until('the width', async () => (await widthOf('dataset')) === 200, 5);
    await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Usual widths' }).press('Enter');
    await until('the usual width', async () => (await widthOf('dataset')) === drawn, 5);
    await page.keyboard.press('Escape');
  }, 60_000);

  test.each(['light', 'dark'] as const)('axe finds nothing wrong, %s', async (colorScheme) => {
    const { page } = browser;
    await page.emulateMedia({ colorScheme });
    await open('?status=completed&phase=yes&group=dataset&constant=hidden');
    await row(0).getByRole('checkbox').check();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Columns', exact: true }).click();
    expect(await violationsOf(page)).toEqual([]);
  }, 60_000);

  test('on a phone of 360 px stand name, status and last values, and the page never scrolls sideways', async () => {
    const { page } = browser;
    await page.setViewportSize({ width: 360, height: 780 });
    await open('?status=completed&phase=yes');
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await expect.poll(async () => (await page.locator('thead th').allTextContents()).map((text) => text.replace(/[↑↓]/g, ''))).toEqual(['Run', 'NC1end', 'Test accuracyend']);
    await expect.poll(() => row(0).locator('th').textContent()).toMatch(/completed$/);
    await page.getByRole('button', { name: '+ Filter' }).click();
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  }, 60_000);

  test('the page asked nothing of any other host and wrote no error', () => {
    expect(browser.foreign).toEqual([]);
    expect(errors).toEqual([]);
  });
});
