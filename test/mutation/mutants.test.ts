import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { measuredIds } from '../../server/metrics/catalogue.ts';
import { mutants } from './mutants.mjs';
import { overviewMutants } from './overview-mutants.mjs';

test('every metric of a snapshot has at least two mutants', () => {
  const count = (id: string) => mutants.filter(([metric]) => metric === id).length;
  expect(measuredIds.filter((id) => count(id) < 2)).toEqual([]);
});

test('every mutant changes a place that is there once', () => {
  const all = [...mutants.map((mutant) => ['server', ...mutant]), ...overviewMutants.map((mutant) => ['web', ...mutant])];
  const lost = all.filter(([folder, , file, before, after]) => {
    const source = readFileSync(new URL(`../../${folder}/${file}`, import.meta.url), 'utf8');
    return source.split(before!).length !== 2 || before === after;
  });
  expect(lost).toEqual([]);
});

test('everything that the overview prepares has mutants', () => {
  const prepared = readdirSync(new URL('../../web/overview/', import.meta.url)).filter((name) => name.startsWith('prepare-'));
  expect(prepared.filter((name) => !overviewMutants.some(([, file]) => file === `overview/${name}`))).toEqual([]);
});
