import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Block, blocks, blocksOf, pages, RUNNABLE, root, textOf } from './blocks.ts';
import { BY_HAND, ELSEWHERE, isRunElsewhere, names } from './not-run.ts';
import { startWorld, type World } from './page-world.ts';
import { askBlock, mistakesOf, runPython, runShell } from './run-block.ts';
import { askTyped } from './typed-example.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 180_000 });
let world: World;
let schema: GraphQLSchema;
beforeAll(async () => {
  schema = buildSchema(readFileSync(path.join(root, 'server/schema.graphql'), 'utf8'));
  world = await startWorld();
});
afterAll(() => world.end());

const runnable = blocks.filter(({ language }) => RUNNABLE.includes(language));
const left = runnable.filter((block) => !isRunElsewhere(block));
const ofLanguage = (...languages: string[]) => left.filter(({ language }) => languages.includes(language)).map((block) => ({ ...block, name: `${block.page}:${block.line}` }));
const inThePage = (all: readonly Block[]) => [...new Set(all.map(({ page }) => page))].map((page) => ({ page, its: all.filter((block) => block.page === page) }));

test('every block that a reader may run is of a language that is run here, or stands in a list with its reason', () => {
  expect(left.filter(({ language }) => !['sh', 'bash', 'graphql', 'python', 'ts'].includes(language))).toEqual([]);
  expect(runnable.length).toBeGreaterThan(40);
  // what shows an answer or a file, and can be read as such
  for (const { page, line, text } of blocks.filter(({ language }) => language === 'json')) expect(() => JSON.parse(text), `${page}:${line}`).not.toThrow();
  expect(blocks.filter(({ language }) => ![...RUNNABLE, 'json', 'markdown', 'yaml'].includes(language)).map(({ page, line, language }) => `${page}:${line} ${language}`)).toEqual([]);
});

test('the lists name blocks that there are, and tests that read their page', () => {
  for (const entry of [...BY_HAND, ...ELSEWHERE]) expect([entry.page, entry.begins, runnable.some((block) => names(entry, block))]).toEqual([entry.page, entry.begins, true]);
  for (const { page, by } of ELSEWHERE) expect(readFileSync(path.join(root, by), 'utf8')).toContain(page);
});

test('a block of any kind on a page is found', () => {
  const page = 'Words.\n\n    indented\n\n- list\n\n  ```sh\n  in a list\n  ```\n\n````markdown\n```sh\nshown, not run\n```\n````\n\n~~~python\nx = 1\n~~~\n\n```\nno word\n```\n';
  expect(blocksOf('page', page).map(({ line, language, text }) => [line, language, text])).toEqual([
    [3, 'sh', 'indented'], [7, 'sh', 'in a list'], [11, 'markdown', '```sh\nshown, not run\n```'], [17, 'python', 'x = 1'], [21, 'sh', 'no word'],
  ]);
});

test.each(ofLanguage('graphql'))('$name is a question that the schema knows and the server answers', async (block) => {
  expect(mistakesOf(block, schema)).toEqual([]);
  await askBlock(block, world);
});

const missing = ['sh -c true', 'curl --version', 'python3 --version', 'npm --version'].filter((words) => spawnSync(words.split(' ')[0]!, words.split(' ').slice(1)).status !== 0);
if (missing.length > 0) console.log(`The commands of the pages are not run: there is no ${missing.map((words) => words.split(' ')[0]).join(', ')}.`);

// one block of a page may go on from the one before
test.skipIf(missing.length > 0).each(inThePage(ofLanguage('sh', 'bash', 'python')))('$page: its commands and programs do what they say', async ({ its }) => {
  for (const block of its) {
    if (block.language !== 'python') await runShell(block, world);
    else if ((await runPython(block, world)) === 'compiled') console.log(`${block.page}:${block.line} is compiled alone: no Python here has what it imports.`);
  }
});

test.each(ofLanguage('ts'))('$name stands word for word in a file that is type-checked and run', async ({ text }) => {
  expect(readFileSync(path.join(import.meta.dirname, 'typed-example.ts'), 'utf8')).toContain(indented(text));
  expect(await askTyped(world.served.url, String(world.variables.runId))).toBe(3);
});

test('the links of the pages lead to files and headings that there are', () => {
  const dead: string[] = [];
  for (const page of pages)
    for (const [, target] of textOf(page).matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)) if (!leads(page, target!)) dead.push(`${page}: ${target}`);
  expect(dead).toEqual([]);
});

const indented = (text: string) => text.split('\n').map((line) => (line ? `  ${line}` : line)).join('\n');

function leads(page: string, target: string): boolean {
  const [file, heading] = target.split('#') as [string, string | undefined];
  const place = file === '' ? path.join(root, page) : path.join(root, path.dirname(page), file);
  if (!existsSync(place)) return false;
  return !heading || readFileSync(place, 'utf8').split('\n').some((line) => line.startsWith('#') && slug(line) === heading);
}

/** As the sites that show Markdown make it. */
const slug = (line: string) => line.replace(/^#+ /, '').toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replaceAll(' ', '-');
