import { Prisma } from '../../prisma/client.ts';
import { metricOf } from '../metrics/catalogue.ts';
import { isRecorded } from './recorded-values.ts';
import type { ValuePlace } from './value-place.ts';

/** The value that a run has at a place, as expressions over "Run" AS r and what `join` joins to it, at most one row each. */
export interface ValueSql {
  join: Prisma.Sql;
  /** float8; NULL where the metric has none there, or none is known yet */
  value: Prisma.Sql;
  /** whether there is something to measure, or to read */
  isRecorded: Prisma.Sql;
  /** whether the value of a snapshot was not computed so far; of BEST, none of any epoch was */
  isPending: Prisma.Sql;
  /** of the run, in the table that `value` is of */
  runId: Prisma.Sql;
}

/**
 * A value of each run. Every value of a caller is a parameter. The checksum of a cached value is not looked at; `valuesAt` does.
 *
 * @param name of the joined tables, ours
 * @param version of the formula; one that is not the catalogue's will never be computed again, so what it lacks is not pending
 */
export function valueSql(place: ValuePlace, name: string, version: number = metricOf(place.metric).version): ValueSql {
  const isCurrent = version === metricOf(place.metric).version;
  if (place.at === 'EPOCH') return epochSql(place, name, version, isCurrent);
  return isRecorded(place.metric) ? ownSql(place, name, isCurrent) : measuredSql(place, name, version, isCurrent);
}

/** Test error of the last epoch that was evaluated on the test images. */
export const testErrorSql = (name: string): ValueSql => ownSql({ at: 'LAST', metric: 'ERROR', split: 'TEST' }, name, true);

/** Columns of the table that lists go by: the value, and the condition that it is known, with which an index has the row. */
function columnsOf({ metric, at }: Pick<ValuePlace, 'metric' | 'at'>, x: Prisma.Sql): { value: Prisma.Sql; isKnown: Prisma.Sql } {
  if (at === 'LAST') return { value: Prisma.sql`${x}.last`, isKnown: Prisma.sql`${x}."lastEpoch" IS NOT NULL` };
  if (at === 'TERMINAL_PHASE') return { value: Prisma.sql`${x}.terminal`, isKnown: Prisma.sql`${x}."terminalEpoch" IS NOT NULL` };
  return { value: metricOf(metric).direction === 'RISES' ? Prisma.sql`${x}.largest` : Prisma.sql`${x}.smallest`, isKnown: Prisma.sql`TRUE` };
}

function measuredSql(place: ValuePlace, name: string, version: number, isCurrent: boolean): ValueSql {
  const { metric, split, layer, at } = place;
  const [x, p] = [Prisma.raw(name), Prisma.raw(`${name}_span`)];
  const { value, isKnown } = columnsOf(place, x);
  const isRecorded = Prisma.sql`${p}.${at === 'TERMINAL_PHASE' ? Prisma.sql`"terminalEpoch"` : Prisma.sql`"lastEpoch"`} IS NOT NULL`;
  return {
    join: Prisma.sql`
      LEFT JOIN "MetricExtremes" ${x} ON ${x}."runId" = r.id AND ${x}.metric = ${metric} AND ${x}.version = ${version}::int AND ${x}.split = ${split}::"Split" AND ${x}.layer = ${layer} AND ${isKnown}
      LEFT JOIN "SnapshotSpan" ${p} ON ${p}."runId" = r.id AND ${p}.split = ${split}::"Split" AND ${p}.layer = ${layer}`,
    ...{ value, isRecorded, runId: Prisma.sql`${x}."runId"` },
    isPending: isCurrent ? Prisma.sql`(${isRecorded} AND ${x}."runId" IS NULL)` : Prisma.sql`FALSE`,
  };
}

/** Of the epochs' own rows; a loss that is not finite counts as no value. */
function ownSql({ at, metric, split }: Pick<ValuePlace, 'at' | 'metric' | 'split'>, name: string, isCurrent: boolean): ValueSql {
  const x = Prisma.raw(name);
  const { value, isKnown } = columnsOf({ metric, at }, x);
  return {
    join: Prisma.sql`
      LEFT JOIN "MetricExtremes" ${x} ON ${x}."runId" = r.id AND ${x}.metric = ${metric} AND ${x}.version = 0 AND ${x}.split = ${split}::"Split" AND ${x}.layer = '' AND ${isKnown} AND ${isCurrent}::boolean`,
    ...{ value, isRecorded: Prisma.sql`${x}."runId" IS NOT NULL`, isPending: Prisma.sql`FALSE`, runId: Prisma.sql`${x}."runId"` },
  };
}

/** Of any other epoch the value is looked for run by run. */
function epochSql(place: ValuePlace, name: string, version: number, isCurrent: boolean): ValueSql {
  const x = Prisma.raw(name);
  const row = isRecorded(place.metric) ? ownOfEpoch(place, isCurrent) : measuredOfEpoch(place, version, isCurrent);
  return {
    join: Prisma.sql`LEFT JOIN LATERAL (SELECT place.*, r.id AS "runId" FROM (${row}) place) ${x} ON TRUE`,
    ...{ value: Prisma.sql`${x}.value`, isRecorded: Prisma.sql`${x}."runId" IS NOT NULL`, isPending: Prisma.sql`coalesce(${x}.is_pending, FALSE)`, runId: Prisma.sql`r.id` },
  };
}

function measuredOfEpoch({ metric, split, layer, epoch }: ValuePlace, version: number, isCurrent: boolean): Prisma.Sql {
  return Prisma.sql`
    SELECT v.value, (v.digest IS NULL AND ${isCurrent}::boolean) AS is_pending
    FROM "Snapshot" s
    LEFT JOIN "MetricValue" v
      ON v.digest = "sealedDigest"(s.seal, s.digest, s."runId", s.epoch, s.split, s.layer) AND v.metric = ${metric} AND v.version = ${version}::int
    WHERE s."runId" = r.id AND s.split = ${split}::"Split" AND s.layer = ${layer} AND s.epoch = ${epoch}::int`;
}

function ownOfEpoch({ metric, split, epoch }: ValuePlace, isCurrent: boolean): Prisma.Sql {
  const isMeasured = !(metric === 'ROBUSTNESS_DEEPFOOL' && split === 'TRAIN');
  const column = metric !== 'LOSS' ? Prisma.sql`e.robustness` : split === 'TRAIN' ? Prisma.sql`e."trainLoss"` : Prisma.sql`e."testLoss"`;
  return Prisma.sql`
    SELECT CASE WHEN ${column} > '-Infinity' AND ${column} < 'Infinity' THEN ${column} END AS value, FALSE AS is_pending
    FROM "Epoch" e WHERE e."runId" = r.id AND ${column} IS NOT NULL AND e.epoch = ${epoch}::int AND ${isCurrent && isMeasured}::boolean`;
}
