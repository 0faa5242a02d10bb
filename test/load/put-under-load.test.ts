import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillRecord } from '../generate/fill-record.ts';
import { type Served, serve } from '../server/served.ts';
import { SMALL } from './load-plan.ts';
import { putUnderLoad } from './put-under-load.ts';

let served: Served;
beforeAll(async () => {
  served = await serve();
  await fillRecord(served.databaseUrl, { runs: SMALL.runs, epochs: SMALL.epochs, snapshotsOf: 0 });
});
afterAll(() => served.end());

test('pages, subscribers, imports and recordings at once end without an error, and what is too much is refused as clients expect', async () => {
  const { tally, overloaded } = await putUnderLoad(served.url, served.record, SMALL);
  expect(tally.failures).toEqual([]);
  const lines = tally.lines().slice(2).map((line) => line.split(' | ')[0]!.slice(2));
  expect(lines).toEqual(expect.arrayContaining(['an epoch recorded', 'an epoch imported', 'an epoch told to a subscriber', 'overview', 'table of runs', 'list of runs']));
  // each subscriber heard of each recorded epoch, and of none twice
  expect(tally.count('an epoch told to a subscriber')).toBe(SMALL.subscribers * tally.count('an epoch recorded'));
  expect(await served.record.epoch.count({ where: { run: { study: { slug: 'load' } } } })).toBe(tally.count('an epoch recorded'));
  expect(overloaded.failures).toEqual([]);
  // of each sort some were refused, as the failures say where none was
  expect(overloaded.lines.map((line) => / with (.*?) \|/.exec(line)?.[1])).toEqual(['429 RATE_LIMITED', '503 UNAVAILABLE', 'TOO_MANY_SUBSCRIPTIONS', '4429', '503 instead of a socket']);
}, 300_000);
