import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inflateSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectRecord } from '../../prisma/client.ts';
import { appendEvent } from '../../prisma/events.ts';
import { freshDatabase } from '../postgres.ts';
import { addEpoch, addMeasuredRun, addStudy, measureNow } from '../server/record-builder.ts';
import { until } from '../until.ts';
import { noBrowser, openBrowser, visit } from './browser.ts';
import { WholeProgram } from './whole-program.ts';

let program: WholeProgram;
let address: string;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let record: ReturnType<typeof connectRecord>;
let first: string;
let second: string;

beforeAll(async () => {
  if (noBrowser) return;
  database = await freshDatabase();
  record = connectRecord(database.url);
  const study = await addStudy(record, 'On paper');
  for (let seed = 1; seed <= 60; seed++) {
    const { run } = await addMeasuredRun(record, study.id, seed >= 59 ? 6 : 1, { name: `printed seed ${seed}`, seed, status: seed === 60 ? 'RUNNING' : 'COMPLETED', plannedEpochs: 20, terminalPhaseEpoch: seed >= 59 ? 2 : null });
    if (seed >= 59) await measureNow(record, run.id, ['NC1', 'NC3_DUALITY', 'NC2_EQUIANGULAR_MEANS']);
    if (seed === 60) first = run.id;
    if (seed === 59) second = run.id;
  }
  program = new WholeProgram({ DATABASE_URL: database.url }, undefined, 'server');
  address = await program.start();
}, 150_000);
afterAll(async () => {
  await program?.remove();
  await record?.$disconnect();
  await database?.drop();
}, 30_000);

describe.skipIf(noBrowser)(`pages on paper ${noBrowser}`, () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    browser = await openBrowser({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark' });
  });
  afterAll(() => browser.context.close());

  /** Opens a page, prints it, and gives the sheets. */
  async function printed(where: string, isThere: string) {
    const { page } = browser;
    await visit(page, address + where);
    await page.locator(isThere).first().waitFor({ state: 'attached' });
    await page.waitForTimeout(300);
    const pdf = await page.pdf({ preferCSSPageSize: true, format: 'A4', printBackground: true });
    if (process.env.KEEP_PDF) writeFileSync(path.join(process.env.KEEP_PDF, `${where.replace(/\W+/g, '-').slice(1, 9)}.pdf`), pdf);
    return { pages: pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0, text: textOf(pdf), pdf };
  }

  test('a run has its title, its address, the date and its figures, and no bar of links', async () => {
    const { pages, text } = await printed(`/runs/${second}`, '.figures .plot path');
    expect(text).toContain('printed seed 59');
    expect(text).toContain(`/runs/${second}`);
    expect(text).toMatch(/20\d\d-\d\d-\d\d \d\d:\d\d/);
    expect(text).toContain('epoch');
    expect(text).not.toMatch(/Overview|Launch|Published/);
    expect(pages).toBeGreaterThanOrEqual(1);
    expect(pages).toBeLessThanOrEqual(5);
  }, 60_000);

  test('no chart is cut by the edge of a sheet, and the sheet is white for a reader of the dark look too', async () => {
    const { page } = browser;
    await page.emulateMedia({ media: 'print' });
    const looks = await page.evaluate(() => ({
      page: getComputedStyle(document.body).backgroundColor,
      breaks: [...new Set([...document.querySelectorAll('.figures > .panel')].map((panel) => getComputedStyle(panel).breakInside))],
      shown: [...document.querySelectorAll('button.btn, .bar, .tools')].filter((element) => element.getClientRects().length > 0).length,
      sideways: document.documentElement.scrollWidth > innerWidth,
    }));
    await page.emulateMedia({ media: null });
    expect(looks).toEqual({ page: 'rgb(255, 255, 255)', breaks: ['avoid'], shown: 0, sideways: false });
  });

  test('the table of runs has every row that was read, not only those in sight', async () => {
    const { pages, text } = await printed('/runs', 'tr[data-line="10"]');
    expect([1, 30, 60].filter((seed) => !new RegExp(`printed seed ${seed}\\b`).test(text))).toEqual([]);
    expect(pages).toBeGreaterThanOrEqual(2);
    // afterwards the window is as it was
    await expect.poll(() => browser.page.locator('tr[data-line]').count()).toBeLessThan(60);
  }, 60_000);

  test('a comparison and the paper’s figures can be printed', async () => {
    const comparison = await printed(`/compare?runs=${first},${second}&group=none`, '.compare .plot path');
    expect(comparison.text).toContain('printed seed 59');
    expect(comparison.pages).toBeLessThanOrEqual(5);
    const paper = await printed('/paper', '.matrix, .matrix-skeleton');
    expect(paper.text).toMatch(/The paper.s figures/);
    expect(paper.pages).toBeLessThanOrEqual(5);
  }, 60_000);
});

describe.skipIf(noBrowser)(`news of one run, seen elsewhere ${noBrowser}`, () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let epoch = 6;
  beforeAll(async () => {
    browser = await openBrowser({ viewport: { width: 1440, height: 900 } });
  });
  afterAll(() => browser.context.close());

  test('does not touch the page of another run', async () => {
    const { page } = browser;
    await open(`/runs/${second}`, '.figures .plot path');
    await recordEpoch();
    await page.waitForTimeout(2_500);
    expect(await mutations(page)).toEqual([]);
  }, 60_000);

  test('changes its own row of the table and no other', async () => {
    const { page } = browser;
    await open('/runs?columns=status,epoch,network,NC1@end,nc1-curve,finished', 'tr[data-line="10"]');
    const row = page.locator('tr', { hasText: 'printed seed 60' });
    await row.waitFor();
    await recordEpoch();
    await until('the epoch in its row', async () => (await row.textContent())?.replace(/\s/g, ' ').includes(`${epoch} of 20`) || null, 20);
    await page.waitForTimeout(1_000);
    const touched = await mutations(page);
    expect(touched.filter((place) => !place.includes('printed seed 60,'))).toEqual([]);
    expect(touched.length).toBeGreaterThan(0);
  }, 60_000);

  async function open(where: string, isThere: string) {
    const { page } = browser;
    await visit(page, address + where);
    await page.locator(isThere).first().waitFor({ state: 'attached' });
    await page.getByText('live', { exact: true }).waitFor();
    await page.waitForTimeout(2_000);
    await page.evaluate(() => {
      const list: string[] = [];
      const placeOf = (node: Node) => {
        const element = node instanceof Element ? node : node.parentElement;
        const row = element?.closest('tr');
        return row ? `row of ${row.querySelector('.name')?.textContent}, ${element?.tagName}` : `${element?.tagName} ${element?.getAttribute('class') ?? ''} in ${element?.parentElement?.getAttribute('class') ?? ''}`;
      };
      new MutationObserver((records) => {
        for (const { target, type, attributeName } of records) list.push(`${type} ${attributeName ?? ''} ${placeOf(target)}`);
      }).observe(document.getElementById('content')!, { subtree: true, childList: true, attributes: true, characterData: true });
      Object.assign(globalThis, { touched: list });
    });
  }

  const mutations = (page: Page) => page.evaluate(() => (globalThis as unknown as { touched: string[] }).touched);

  /** The first run comes an epoch further, as its trainer would write it. */
  async function recordEpoch() {
    epoch += 1;
    await addEpoch(record, first, epoch);
    await record.run.update({ where: { id: first }, data: { lastEpoch: epoch } });
    await record.$transaction((tx) => appendEvent(tx, { kind: 'run.epoch', runId: first, epoch }));
  }
});

/** The words of a PDF: by pdftotext where there is one, else by its own maps from glyphs to letters. */
function textOf(pdf: Buffer): string {
  const file = path.join(os.tmpdir(), `printed-${process.pid}.pdf`);
  writeFileSync(file, pdf);
  try {
    return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replace(/\n(?=\S*_)/g, '\n');
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT') throw error;
    return glyphText(pdf);
  }
}

/** Letters of all text in the order in which it is drawn, with a blank between two pieces. */
function glyphText(pdf: Buffer): string {
  const streams = streamsOf(pdf);
  const letters = new Map<string, string>();
  for (const stream of streams) {
    for (const [, from, to] of stream.matchAll(/^<([0-9A-F]{4})> <([0-9A-F]{4})>$/gim)) letters.set(from!.toUpperCase(), String.fromCharCode(Number.parseInt(to!, 16)));
  }
  const pieces = streams.flatMap((stream) => [...stream.matchAll(/<([0-9A-F]+)>\s*Tj/gi)].map(([, glyphs]) => glyphs!));
  return pieces.map((glyphs) => (glyphs.match(/.{4}/g) ?? []).map((glyph) => letters.get(glyph.toUpperCase()) ?? '?').join('')).join(' ');
}

function streamsOf(pdf: Buffer): string[] {
  const found: string[] = [];
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 7)) {
    const end = pdf.indexOf('endstream', at);
    try {
      found.push(inflateSync(pdf.subarray(at + 7, end)).toString('latin1'));
    } catch {
      // a font or a picture
    }
  }
  return found;
}
