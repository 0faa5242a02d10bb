import 'reflect-metadata';
import { beforeAll, expect, test } from 'vitest';
import { type Caller, LOCAL_ADMIN } from '../../../server/access/caller.ts';
import { type EventSource, RequestContext } from '../../../server/access/request-context.ts';
import { againstBaseline, regressions } from '../../../server/comparison/baseline.ts';
import { compare, settingsDifferences } from '../../../server/comparison/compare.ts';
import { summary } from '../../../server/comparison/summary.ts';
import { runSeries } from '../../../server/runs/run-series.ts';
import { countedRecord } from '../../counted-record.ts';
import { addMeasuredRun, addStudy, measureNow } from '../record-builder.ts';

const { record, statements } = await countedRecord();
const runs: { id: string; studyId: string }[] = [];
beforeAll(async () => {
  const [own, foreign] = [await addStudy(record), await addStudy(record)];
  for (let seed = 1; seed <= 8; seed++) runs.push((await addMeasuredRun(record, own.id, 2, { seed })).run);
  runs.push((await addMeasuredRun(record, foreign.id, 2)).run);
  for (const { id } of runs) await measureNow(record, id, ['NC1']);
  await record.baseline.create({ data: { studyId: own.id, architecture: 'vgg', dataset: 'digits', runId: runs[0]!.id } });
});

/** Nothing here follows events. */
const noEvents: EventSource = { follow: () => { throw new TypeError('nobody subscribes'); }, newest: async () => 0n, presence: { look: () => { throw new TypeError('nobody looks'); } } };
const contextOf = (caller: Caller = LOCAL_ADMIN) => new RequestContext(record, noEvents, caller);

const asked = { metrics: ['NC1' as const, 'LOSS' as const], split: 'TRAIN' as const, layer: 'last' };
const rules = { tolerance: 0.1, at: 'LAST_COMMON' as const, band: 'PREDICTION95' as const };
const QUESTIONS: [string, (context: RequestContext, runIds: string[]) => Promise<unknown>][] = [
  ['series', (context, runIds) => runSeries(context, { ...asked, runIds, maxPoints: 400, mode: 'THINNED', align: 'EPOCH' })],
  ['summary', (context, runIds) => summary(context, { ...asked, runIds })],
  ['compare', (context, runIds) => compare(context, { ...asked, runIds, groupBy: 'ALL_BUT_SEED', centre: 'MEAN', band: 'CI95', align: 'EPOCH', maxPoints: 400 })],
  ['settingsDifferences', (context, runIds) => settingsDifferences(context, runIds, false)],
  ['againstBaseline', (context, runIds) => againstBaseline(context, { ...asked, ...rules, runIds })],
  ['regressions', (context, runIds) => regressions(context, { ...asked, ...rules, baseline: runIds[0]!, runIds: runIds.slice(1) })],
];

test.each(QUESTIONS)('a share link of a study does not learn of the runs of another by %s', async (_, question) => {
  const link: Caller = { ...LOCAL_ADMIN, access: 'LINK', studyId: runs[0]!.studyId };
  const foreign = runs.at(-1)!.id;
  await expect(question(contextOf(link), [runs[0]!.id, foreign])).rejects.toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining(foreign) });
  await expect(question(contextOf(link), [runs[0]!.id, runs[1]!.id])).resolves.toBeTruthy();
  await expect(question(contextOf(), [runs[0]!.id, foreign])).resolves.toBeTruthy();
});

test.each(QUESTIONS)('%s asks the record as often for six runs as for two', async (_, question) => {
  const ids = runs.slice(0, 6).map(({ id }) => id); // two more seeds are read for the baseline's band, in any case
  const countOf = async (runIds: string[]) => {
    statements.length = 0;
    await question(contextOf(), runIds);
    return statements.length;
  };
  const ofTwo = await countOf(ids.slice(0, 2));
  expect(ofTwo).toBeGreaterThan(0);
  expect(await countOf(ids)).toBe(ofTwo);
});
