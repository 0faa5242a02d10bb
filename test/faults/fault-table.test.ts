import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { FAULTS } from './fault-table.ts';
import { filterOf, hasTitle, inFull, outcomeOf, titlePattern } from './named-tests.mjs';
import { printFaultsPage } from './print-faults-page.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

test('every test that the table names is in its file', () => {
  const absent = FAULTS.map(inFull).flatMap(({ row, shownBy }) =>
    Object.entries(shownBy).flatMap(([file, titles]) => {
      const source = existsSync(path.join(root, file)) ? read(file) : '';
      return titles.filter((title) => !hasTitle(source, title)).map((title) => `${row} ${file}: ${title}`);
    }),
  );
  expect(absent).toEqual([]);
});

test('rows are numbered from 1 on, each with a title of its own, and a file that is named has tests', () => {
  expect(FAULTS.map(({ row }) => row)).toEqual(FAULTS.map((_, i) => i + 1));
  expect(new Set(FAULTS.map(({ title }) => title)).size).toBe(FAULTS.length);
  expect(FAULTS.flatMap(({ shownBy }) => Object.values(shownBy)).every((titles) => titles.length > 0)).toBe(true);
});

test('docs/faults.md is what the table says', () => {
  expect(read('docs/faults.md'), 'run: node test/faults/print-faults.mjs').toBe(printFaultsPage(FAULTS));
});

test('a row passed when all of its tests ran and passed, and is missing when one did not run', () => {
  const shownBy = { 'a.test.ts': ['one', 'a file %s (%i)'] };
  const ended = (title: string, state: string) => ({ titles: ['group', title], state, seconds: 1 });
  const outcome = (...tests: ReturnType<typeof ended>[]) => outcomeOf({ shownBy }, new Map([['a.test.ts', tests]])).state;
  expect(outcome(ended('one', 'passed'), ended('a file cut (2)', 'passed'))).toBe('passed');
  expect(outcome(ended('one', 'passed'), ended('a file cut (2)', 'failed'))).toBe('failed');
  expect(outcome(ended('one', 'passed'), ended('a file cut (2)', 'skipped'))).toBe('missing');
  expect(outcome(ended('one', 'passed'))).toBe('missing');
  expect(outcomeOf({ shownBy: {} }, new Map()).state).toBe('missing');
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as a title stands in the source
  expect(titlePattern('is $what (${code}).').test('is all (4).')).toBe(true);
  expect(titlePattern('one').test('one more')).toBe(false);
});

test('only what some row names is run', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as titles stand in the source
  const filter = new RegExp(filterOf([{ shownBy: { 'a.test.ts': ['one (of two)', 'a file ${how} is read'] } }, { shownBy: { 'b.test.ts': ['a group'] } }]));
  expect(['group one (of two)', 'a file cut is read', 'a group with its test'].every((name) => filter.test(name))).toBe(true);
  expect(filter.test('one of two')).toBe(false);
});

test('the long form asks for what it alone runs as well', () => {
  const fault = { shownBy: { 'a.test.ts': ['one'] }, longer: { 'b.test.ts': ['two'] } };
  const results = new Map([['a.test.ts', [{ titles: ['one'], state: 'passed', seconds: 1 }]]]);
  expect([outcomeOf(fault, results).state, outcomeOf(inFull(fault), results).state]).toEqual(['passed', 'missing']);
  const named = FAULTS.map(({ shownBy, longer }) => [Object.keys(shownBy), Object.keys(longer ?? {})] as const);
  expect(named.flatMap(([short, long]) => long.filter((file) => short.includes(file))), 'a file would lose the tests of one form').toEqual([]);
});
