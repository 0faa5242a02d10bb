import { Prisma, type Split } from '../../prisma/client.ts';
import { type MetricId, metricOf } from '../metrics/catalogue.ts';
import { isRecorded } from './recorded-values.ts';
import type { ValuePlace } from './value-place.ts';

/**
 * A subquery with one row or none: the value that a run has at a place, for a LATERAL join with "Run" AS r.
 *
 *   value      float8; null where the metric has none there, or none is known yet
 *   is_pending a snapshot is there, but its value was not computed so far; of BEST, none of any epoch was
 *
 * No row: nothing was recorded there. Every value of a caller is a parameter. The checksum of a cached value is not looked at; `valuesAt` does.
 *
 * @param version of the formula; one that is not the catalogue's will never be computed again, so what it lacks is not pending
 */
export function valueSql(place: ValuePlace, version: number = metricOf(place.metric).version): Prisma.Sql {
  if (isRecorded(place.metric)) return version === metricOf(place.metric).version ? recordedSql(place) : NOTHING;
  return place.at === 'BEST' ? bestSql(place, version) : measuredSql(place, version);
}

const NOTHING = Prisma.sql`SELECT NULL::float8 AS value, FALSE AS is_pending WHERE FALSE`;

/** Whether a larger value is the better one. */
const rises = (metric: MetricId): boolean => metricOf(metric).direction === 'RISES';
const best = (metric: MetricId, value: Prisma.Sql): Prisma.Sql => (rises(metric) ? Prisma.sql`max(${value})` : Prisma.sql`min(${value})`);

/** Which of the rows `row`, and in which order of epochs the first is taken. */
function epochSql({ at, epoch }: ValuePlace, row: Prisma.Sql): { where: Prisma.Sql; order: Prisma.Sql } {
  if (at === 'EPOCH') return { where: Prisma.sql`${row}.epoch = ${epoch}::int`, order: Prisma.sql`ASC` };
  if (at === 'TERMINAL_PHASE') return { where: Prisma.sql`${row}.epoch >= r."terminalPhaseEpoch"`, order: Prisma.sql`ASC` };
  return { where: Prisma.sql`TRUE`, order: Prisma.sql`DESC` };
}

function measuredSql(place: ValuePlace, version: number): Prisma.Sql {
  const { where, order } = epochSql(place, Prisma.sql`s`);
  const canCome = version === metricOf(place.metric).version;
  return Prisma.sql`
    SELECT v.value, (v.digest IS NULL AND ${canCome}::boolean) AS is_pending
    FROM (
      SELECT "sealedDigest"(s.seal, s.digest, s."runId", s.epoch, s.split, s.layer) AS digest FROM "Snapshot" s
      WHERE s."runId" = r.id AND s.split = ${place.split}::"Split" AND s.layer = ${place.layer} AND ${where}
      ORDER BY s.epoch ${order} LIMIT 1
    ) s
    LEFT JOIN "MetricValue" v ON v.digest = s.digest AND v.metric = ${place.metric} AND v.version = ${version}::int`;
}

/** From the table of extremes: to look at all values of all runs would take seconds. */
function bestSql({ metric, split, layer }: ValuePlace, version: number): Prisma.Sql {
  const canCome = version === metricOf(metric).version;
  return Prisma.sql`
    SELECT ${rises(metric) ? Prisma.sql`x.largest` : Prisma.sql`x.smallest`} AS value, (x."runId" IS NULL AND ${canCome}::boolean) AS is_pending
    FROM (
      SELECT FROM "Snapshot" s WHERE s."runId" = r.id AND s.split = ${split}::"Split" AND s.layer = ${layer} LIMIT 1
    ) s
    LEFT JOIN "MetricExtremes" x
      ON x."runId" = r.id AND x.split = ${split}::"Split" AND x.layer = ${layer} AND x.metric = ${metric} AND x.version = ${version}::int`;
}

/** Of the epochs' own rows; a loss that is not finite counts as no value. */
function recordedSql(place: ValuePlace): Prisma.Sql {
  const { metric, split, at } = place;
  if (metric === 'ROBUSTNESS_DEEPFOOL' && split === 'TRAIN') return NOTHING;
  const column = recordedColumn(metric, split);
  const finite = Prisma.sql`CASE WHEN ${column} > '-Infinity' AND ${column} < 'Infinity' THEN ${column} END`;
  const { where, order } = epochSql(place, Prisma.sql`e`);
  const rows = Prisma.sql`FROM "Epoch" e WHERE e."runId" = r.id AND ${column} IS NOT NULL AND ${where}`;
  if (at === 'BEST') return Prisma.sql`SELECT ${best(metric, finite)} AS value, FALSE AS is_pending ${rows} HAVING count(*) > 0`;
  return Prisma.sql`SELECT ${finite} AS value, FALSE AS is_pending ${rows} ORDER BY e.epoch ${order} LIMIT 1`;
}

function recordedColumn(metric: MetricId, split: Split): Prisma.Sql {
  if (metric !== 'LOSS') return Prisma.sql`e.robustness`;
  return split === 'TRAIN' ? Prisma.sql`e."trainLoss"` : Prisma.sql`e."testLoss"`;
}
