import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { measuredIds } from '../../server/metrics/catalogue.ts';
import { mutants } from './mutants.mjs';

test('every metric of a snapshot has at least two mutants', () => {
  const count = (id: string) => mutants.filter(([metric]) => metric === id).length;
  expect(measuredIds.filter((id) => count(id) < 2)).toEqual([]);
});

test('every mutant changes a place that is there once', () => {
  const lost = mutants.filter(([, file, before, after]) => {
    const source = readFileSync(new URL(`../../server/${file}`, import.meta.url), 'utf8');
    return source.split(before!).length !== 2 || before === after;
  });
  expect(lost).toEqual([]);
});
