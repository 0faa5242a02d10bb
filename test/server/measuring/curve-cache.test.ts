import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { connectRecord, type PrismaClient } from '../../../prisma/client.ts';
import { CurveCache } from '../../../server/measuring/curve-cache.ts';
import { type SeriesQuestion, series } from '../../../server/measuring/series.ts';
import { freshRecord } from '../../fresh-record.ts';
import { addEpoch, addMeasuredRun, addRun, addSnapshot, addStudy, randomCore } from '../record-builder.ts';

/** `record` has answered before. */
const { record, url } = await freshRecord();
let studyId: string;
beforeAll(async () => {
  studyId = (await addStudy(record)).id;
});

/** LOSS comes from the rows of the epochs, NC3_DUALITY has no value where there is no classifier. */
const METRICS: SeriesQuestion['metrics'] = ['NC1', 'LOSS', 'NC3_DUALITY', 'NC4_MISMATCH'];
const curves = (client: PrismaClient, runIds: string[], more: Partial<SeriesQuestion> = {}) =>
  series(client, { runIds, metrics: METRICS, split: 'TRAIN', layer: 'last', ...more }, Number.POSITIVE_INFINITY);

/** A client of its own has a memory of its own: a server that has just begun. */
async function curvesAfresh(runIds: string[], more?: Partial<SeriesQuestion>) {
  const other = connectRecord(url);
  try {
    return await curves(other, runIds, more);
  } finally {
    await other.$disconnect();
  }
}

/** A snapshot of the epoch with other contents for each seed, of odd seeds without a classifier. */
async function learn(runId: string, epoch: number, seed: number) {
  await addEpoch(record, runId, epoch, { trainLoss: seed });
  const { metadata, ...tensors } = randomCore(`seed ${seed}`, epoch, 'TRAIN');
  const { weight: _w, bias: _b, confusion: _c, agreement: _a, ...inner } = tensors;
  await addSnapshot(record, { ...(seed % 2 ? (inner as typeof tensors) : tensors), metadata: { ...metadata, run: runId } });
}

/** What an attempt's rewind leaves: nothing behind an epoch. */
const rewind = (runId: string, epoch: number) => record.epoch.deleteMany({ where: { runId, epoch: { gt: epoch } } });

const change = fc.oneof(
  fc.record({ what: fc.constant('grow' as const), by: fc.integer({ min: 1, max: 3 }), seed: fc.integer({ min: 1, max: 99 }) }),
  fc.record({ what: fc.constant('rewind' as const), by: fc.integer({ min: 1, max: 3 }), seed: fc.constant(0) }),
  fc.record({ what: fc.constant('relearn' as const), by: fc.integer({ min: 1, max: 3 }), seed: fc.integer({ min: 100, max: 199 }) }),
);

test('whatever is recorded, rewound and recorded anew, a server that has answered before gives the curves of one that has just begun', async () => {
  const still = await addMeasuredRun(record, studyId, 4);
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 2, maxLength: 5 }), async (changes) => {
      const run = await addRun(record, studyId, { lastEpoch: 1 });
      let last = 0;
      for (const { what, by, seed } of [{ what: 'grow', by: 3, seed: 2 }, ...changes]) {
        if (what !== 'grow') {
          last = Math.max(0, last - by);
          await rewind(run.id, last);
        }
        if (what !== 'rewind') for (const end = last + by; last < end; ) await learn(run.id, ++last, seed + last);
        const asked = [run.id, still.run.id];
        for (const more of [{}, { from: 2, to: 3 }, { metrics: [METRICS[2]!, METRICS[0]!] }])
          expect(await curves(record, asked, more)).toEqual(await curvesAfresh(asked, more));
      }
    }),
    { numRuns: 6 },
  );
});

test('thinning an answer leaves the curve whole for the next', async () => {
  const { run } = await addMeasuredRun(record, studyId, 24);
  const whole = await curves(record, [run.id]);
  const thinned = await curves(record, [run.id], { maxPoints: 12 });
  expect(thinned[0]!.epochs.length).toBeLessThan(24);
  expect(thinned).toEqual(await curvesAfresh([run.id], { maxPoints: 12 }));
  expect(await curves(record, [run.id])).toEqual(whole);
});

test('a value of an epoch row that changes is read anew', async () => {
  const { run } = await addMeasuredRun(record, studyId, 2);
  const lossOf = async () => (await curves(record, [run.id]))[0]!.columns[1]!.values;
  await lossOf();
  await record.epoch.update({ where: { runId_epoch: { runId: run.id, epoch: 2 } }, data: { trainLoss: 0.125 } });
  expect((await lossOf())[1]).toBe(0.125);
});

const list = (n: number, length = 350) => ({
  runId: `run ${n}`,
  epochs: Array.from({ length }, (_, i) => i + 1).join(','),
  digests: Array.from({ length }, (_, i) => `${n} ${i}`.padEnd(64, '0')).join(','),
});
const column = (length: number) => ({ values: Array<number>(length).fill(0.5), gaps: [], warnings: [] });

test('the cache holds what was asked for last, and no more than its bytes', () => {
  const cache = new CurveCache();
  const places = Array.from({ length: 1000 }, (_, n) => {
    const of = cache.placesOf(`${n}`, list(n));
    cache.add(`${n}`, of, new Map([['NC1', column(350)], ['NC4_MISMATCH', column(350)]]));
    return of;
  });
  const isHeld = places.map((of, n) => cache.columnsOf(`${n}`, of).size === 2);
  const held = isHeld.filter(Boolean).length;
  expect(isHeld.slice(-held).every(Boolean)).toBe(true);
  // at least the digests, epochs and values of each
  expect(held * 350 * (65 + 4 + 2 * 8)).toBeLessThan(40 * 1024 * 1024);
  expect(held).toBeGreaterThan(300);
});

test('columns of snapshots that are no longer those of the curve are not taken', () => {
  const cache = new CurveCache();
  const before = cache.placesOf('a', list(1));
  const after = cache.placesOf('a', list(1, 351));
  cache.add('a', before, new Map([['NC1', column(350)]]));
  expect(cache.columnsOf('a', after).size).toBe(0);
  expect(cache.columnsOf('a', before).size).toBe(0);
  expect(cache.placesOf('a', list(1, 351))).toBe(after);
});
