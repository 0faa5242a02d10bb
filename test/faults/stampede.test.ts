import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../../server/main.ts';
import { addMeasuredRun, addStudy, warmUpMeasuring } from '../server/record-builder.ts';
import { type Served, serve } from '../server/served.ts';
import { until } from '../until.ts';

let served: Served;
let other: RunningServer;
let studyId: string;
beforeAll(async () => {
  served = await serve();
  other = await startServer({ databaseUrl: served.databaseUrl, port: 0 });
  studyId = (await addStudy(served.record)).id;
  await warmUpMeasuring(served.record, studyId);
  // a row for each value that somebody wanted to store: a value that was measured twice is there twice, though its second copy is not stored
  await served.record.$executeRawUnsafe('CREATE TABLE wanted (digest text, metric text)');
  await served.record.$executeRawUnsafe(
    'CREATE FUNCTION note_wanted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO wanted VALUES (NEW.digest, NEW.metric); RETURN NEW; END $$',
  );
  await served.record.$executeRawUnsafe('CREATE TRIGGER note_wanted BEFORE INSERT ON "MetricValue" FOR EACH ROW EXECUTE FUNCTION note_wanted()');
});
afterAll(async () => {
  await other.stop();
  await served.end();
});

const QUERY = 'query ($id: ID!) { series(runIds: [$id], metrics: [NC1, NC2_EQUIANGULAR_MEANS]) { columns { values gaps { kind } } } }';
const askOf = (url: string, id: string, signal?: AbortSignal) =>
  fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: QUERY, variables: { id } }), signal });
/** The curve of a run as its columns, asked for again while it is being measured. */
const curveOf = (url: string, id: string) =>
  until('the curve', async () => {
    const { columns } = (await (await askOf(url, id)).json()).data.series[0];
    return columns.every(({ gaps }: { gaps: unknown[] }) => gaps.length === 0) ? columns : null;
  });
const timesMeasured = async () => {
  const rows = await served.record.$queryRawUnsafe<{ times: number }[]>('SELECT count(*)::int AS times FROM wanted GROUP BY digest, metric');
  await served.record.$executeRawUnsafe('TRUNCATE wanted');
  return rows.map(({ times }) => times);
};

test('a hundred clients of two servers that ask for one cold curve have it measured once', async () => {
  const { run } = await addMeasuredRun(served.record, studyId, 30);
  await timesMeasured();
  const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => curveOf(i % 2 ? served.url : other.url, run.id)));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(answers[0][0].values).toHaveLength(30);
  expect(await timesMeasured()).toEqual(Array(60).fill(1));
});

test('a client that goes away does not take the answer from the others', async () => {
  const { run } = await addMeasuredRun(served.record, studyId, 30);
  const going = new AbortController();
  const gone = askOf(served.url, run.id, going.signal).then(
    () => 'answered',
    () => 'gone',
  );
  const staying = Promise.all(Array.from({ length: 10 }, () => curveOf(served.url, run.id)));
  going.abort();
  expect(await gone).toBe('gone');
  for (const columns of await staying) expect(columns[0].values.every((value: unknown) => typeof value === 'number')).toBe(true);
  expect(Math.max(...(await timesMeasured()))).toBe(1);
});
