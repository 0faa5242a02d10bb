import type { PrismaClient, Split } from '../../prisma/client.ts';
import type { MetricId } from '../metrics/catalogue.ts';
import type { Outcome } from '../metrics/outcome.ts';
import { announceValues } from './announce-values.ts';
import { curveCacheOf, type FullColumn, type Gap, type Place } from './curve-cache.ts';
import { isLasting, type Measured, measuredOutcomes } from './measured-outcomes.ts';
import { outcomeOf } from './outcome-of.ts';
import { isRecorded, type RecordedOutcome, recordedOutcomes } from './recorded-values.ts';
import type { RunPlaces } from './series-places.ts';
import { kindOfReason } from './value-kind.ts';

interface Question {
  metrics: readonly MetricId[];
  split: Split;
}

/** A run's places and what is known of its columns. */
interface Curve extends RunPlaces {
  runId: string;
  known: ReadonlyMap<MetricId, FullColumn>;
}

/** The columns of each run at all of its places, in the metrics' order. What is still being computed after `within` ms is PENDING, and announced when it is there. */
export async function fullColumns(record: PrismaClient, { metrics, split }: Question, byRun: ReadonlyMap<string, RunPlaces>, within: number): Promise<Map<string, FullColumn[]>> {
  const cache = curveCacheOf(record);
  const curves = [...byRun].map(([runId, { places, key }]): Curve => ({ runId, places, key, known: key === null ? new Map() : cache.columnsOf(key, places) }));
  const [measured, recorded] = await Promise.all([measureUnknown(record, metrics, curves, within), readRecorded(record, metrics, split, curves)]);
  return new Map(
    curves.map(({ runId, places, key, known }) => {
      const fresh = new Map<MetricId, FullColumn>();
      const columns = metrics.map((metric) => {
        if (known.has(metric)) return known.get(metric)!;
        const outcomes = outcomesOf(metric, runId, places, measured, recorded);
        const column = columnOf(outcomes);
        if (!isRecorded(metric) && outcomes.every((outcome, i) => isKept(record, places[i]!, metric, outcome))) fresh.set(metric, column);
        return column;
      });
      if (key !== null) cache.add(key, places, fresh);
      return [runId, columns];
    }),
  );
}

const isKept = (record: PrismaClient, { digest }: Place, metric: MetricId, outcome: Outcome) => digest !== null && isLasting(record, digest, metric, outcome);

/** Measures, of the snapshots of each run of which a column is unknown, all metrics of which one is. */
async function measureUnknown(record: PrismaClient, metrics: readonly MetricId[], curves: readonly Curve[], within: number): Promise<Measured> {
  const unknownOf = ({ known }: Curve) => metrics.filter((metric) => !isRecorded(metric) && !known.has(metric));
  const incomplete = curves.filter((curve) => unknownOf(curve).length > 0);
  const wanted = new Set(incomplete.flatMap(unknownOf));
  const digests = incomplete.flatMap(({ places }) => places.flatMap(({ digest }) => digest ?? []));
  const measured = await measuredOutcomes(record, digests, [...wanted], within);
  if (measured.pending) announceValues(record, measured.pending, new Set(incomplete.map(({ runId }) => runId)));
  return measured;
}

/** What only the epochs' rows hold. */
function readRecorded(record: PrismaClient, metrics: readonly MetricId[], split: Split, curves: readonly Curve[]): Promise<RecordedOutcome> {
  const fromRows = metrics.some(isRecorded) ? curves : curves.filter(({ key }) => key === null);
  const earliest = fromRows.reduce((least, { places }) => Math.min(least, places[0]!.epoch), Number.POSITIVE_INFINITY);
  return recordedOutcomes(record, fromRows.map(({ runId }) => runId), split, earliest);
}

function outcomesOf(metric: MetricId, runId: string, places: readonly Place[], measured: Measured, recorded: RecordedOutcome): Outcome[] {
  const isInRow = isRecorded(metric);
  return places.map(({ digest, epoch }) => (digest === null || isInRow ? recorded(metric, runId, epoch) : outcomeOf(metric, epoch, digest, measured)));
}

function columnOf(outcomes: readonly Outcome[]): FullColumn {
  const gaps: Gap[] = [];
  outcomes.forEach(({ value, reason = '' }, index) => {
    if (value === null) gaps.push({ index, kind: kindOfReason(reason), reason });
  });
  // nearly always none: a list made of as many empty ones as there are values takes a third of the time of an answer
  const warnings = new Set<string>();
  for (const outcome of outcomes) for (const warning of outcome.warnings) warnings.add(warning);
  return { values: outcomes.map((outcome) => outcome.value), gaps, warnings: [...warnings] };
}
