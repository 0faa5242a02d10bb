import { expect, test } from 'vitest';
import { queueFirstStudy } from '../../trainer/first-study.ts';
import { freshRecord } from '../fresh-record.ts';

const { record } = await freshRecord();

test('two daemons starting at once on an empty record make one study with one run', async () => {
  const made = await Promise.all([queueFirstStudy(record), queueFirstStudy(record)]);
  expect(made.sort()).toEqual([false, true]);
  expect([await record.study.count(), await record.run.count()]).toEqual([1, 1]);
});

test('a record with any study is left as it is', async () => {
  expect(await queueFirstStudy(record)).toBe(false);
});
