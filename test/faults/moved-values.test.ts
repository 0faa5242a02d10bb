import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectRecord } from '../../prisma/client.ts';
import { series } from '../../server/measuring/series.ts';
import { addMeasuredRun, addStudy, measureNow } from '../server/record-builder.ts';
import { type Served, serve } from '../server/served.ts';

let served: Served;
let studyId: string;
beforeAll(async () => {
  served = await serve();
  studyId = (await addStudy(served.record)).id;
});
afterAll(() => served.end());

const METRICS = ['NC1', 'NC2_EQUIANGULAR_MEANS'] as const;
/** What a server that starts now says. */
async function freshCurve(runId: string) {
  const record = connectRecord(served.databaseUrl);
  const [curve] = await series(record, { runIds: [runId], metrics: [...METRICS], split: 'TRAIN', layer: 'last' }, 60_000);
  await record.$disconnect();
  return curve!.columns;
}

test.each([
  ['snapshot', 'a.metric = b.metric AND a.digest <> b.digest', 'digest = b.digest'],
  ['metric', 'a.digest = b.digest AND a.metric <> b.metric', 'metric = b.metric'],
])('a value that was moved to another %s is computed again and replaced', async (_, pair, change) => {
  const { run } = await addMeasuredRun(served.record, studyId, 2);
  await measureNow(served.record, run.id, [...METRICS]);
  const before = await freshCurve(run.id);
  const digests = (await served.record.snapshot.findMany({ where: { runId: run.id }, select: { digest: true } })).map(({ digest }) => digest);
  const rows = () => served.record.metricValue.findMany({ where: { digest: { in: digests } }, orderBy: [{ digest: 'asc' }, { metric: 'asc' }], omit: { computedAt: true } });
  const good = await rows();
  // deleted and inserted, because a key cannot be exchanged in place
  await served.record.$executeRawUnsafe(
    `WITH a AS (DELETE FROM "MetricValue" WHERE digest = ANY($1) RETURNING *) INSERT INTO "MetricValue" (digest, metric, version, value, reason, warnings, checksum)
     SELECT moved.digest, moved.metric, a.version, a.value, a.reason, a.warnings, a.checksum FROM a JOIN a b ON ${pair}, LATERAL (SELECT ${change.replace(' = b.', ' ').startsWith('digest') ? 'b.digest, a.metric' : 'a.digest, b.metric'}) moved`,
    digests,
  );
  expect(await rows()).not.toEqual(good);
  expect(await freshCurve(run.id)).toEqual(before);
  expect(await rows()).toEqual(good);
});
