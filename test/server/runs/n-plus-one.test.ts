import { execute, parse } from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import { LOCAL_ADMIN } from '../../../server/access/caller.ts';
import { RequestContext } from '../../../server/access/request-context.ts';
import { EventFeed } from '../../../server/live/event-feed.ts';
import { makeSchema } from '../../../server/schema.ts';
import { addMeasuredRun, addStudy, measureAll } from '../record-builder.ts';
import { countedRecord } from '../../counted-record.ts';

const { record, uncounted, url, statements } = await countedRecord();

beforeAll(async () => {
  for (let i = 0; i < 3; i++) {
    const { id } = await addStudy(record, `study ${i}`);
    for (let k = 0; k < 7; k++) await addMeasuredRun(record, id, 2, { terminalPhaseEpoch: 1, status: 'RUNNING' });
  }
});

const VALUES = `query ($first: Int!) { runs(first: $first, orderBy: { key: METRIC, metric: { name: NC1 } }, filter: { metric: { name: ERROR, gt: -1 } }) { totalCount pendingCount nodes {
  a: value(metric: NC1) { value } b: value(metric: NC2_ETF_MEANS) { value } c: value(metric: NC3_DUALITY, at: BEST) { value }
  d: value(metric: NC4_MISMATCH, at: TERMINAL_PHASE) { value } e: value(metric: NC1, at: EPOCH, epoch: 1) { value } f: value(metric: LOSS) { value }
  snapshots(first: 2) { nodes { epoch } }
} } }`;

const LIST = `query ($first: Int!) { runs(first: $first) { nodes {
  name study { name runCount } remainingMs suggestedVerdict { verdict } history { epochs } epochs(first: 2) { nodes { epoch } } log { message }
} } }`;

/** How many statements each question takes, those that read snapshots' bytes left out. */
async function statementsOf(query: string, firsts: number[], list = 'runs'): Promise<number[]> {
  const feed = new EventFeed(uncounted, url);
  const counts: number[] = [];
  for (const first of firsts) {
    statements.length = 0;
    const contextValue = new RequestContext(record, feed, LOCAL_ADMIN);
    const { data, errors } = await execute({ schema: await makeSchema(), document: parse(query), variableValues: { first }, contextValue });
    expect(errors).toBeUndefined();
    expect(data).toHaveProperty(`${list}.nodes.length`, first);
    counts.push(statements.filter((statement) => /^\s*SELECT/i.test(statement) && !/"core"/.test(statement)).length);
  }
  await feed.stop();
  return counts;
}

test('a page of runs with everything of each takes as many statements for 20 runs as for 3', async () => {
  const [, few, , many] = await statementsOf(LIST, [3, 3, 20, 20]); // the second of each: verdicts are cached by then
  expect(few).toBeGreaterThan(5); // the count sees statements at all
  expect(many).toBe(few);
  expect(many).toBeLessThanOrEqual(12);
});

test('a page with six values a run takes as many statements for 20 runs as for 3', async () => {
  // every run must have its values, or the filter would leave it out
  await measureAll(record, ['ERROR', 'NC1', 'NC2_ETF_MEANS', 'NC3_DUALITY', 'NC4_MISMATCH']);
  const [, few, again, , many, manyAgain] = await statementsOf(VALUES, [3, 3, 3, 20, 20, 20]);
  // what the measuring of before still writes down in the background can only add to a count
  const least = Math.min(few!, again!);
  expect(least).toBeGreaterThan(4);
  expect(Math.min(many!, manyAgain!)).toBe(least);
  expect(least).toBeLessThanOrEqual(8);
});

const STUDIES = 'query ($first: Int!) { studies(first: $first) { nodes { runGroups { runCount } newestRuns(first: 5) { name } } } }';

test('studies with the counts of their runs and their newest ones take as many statements for three as for one', async () => {
  const [few, again, many, manyAgain] = await statementsOf(STUDIES, [1, 1, 3, 3], 'studies');
  const least = Math.min(few!, again!); // as above
  expect(least).toBeGreaterThan(2);
  expect(Math.min(many!, manyAgain!)).toBe(least);
});
