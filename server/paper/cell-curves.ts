import type { PrismaClient, Split } from '../../prisma/client.ts';
import type { MetricId } from '../metrics/catalogue.ts';
import { announceValues } from '../measuring/announce-values.ts';
import { type Measured, measuredOutcomes } from '../measuring/measured-outcomes.ts';
import { isRecorded } from '../measuring/recorded-values.ts';
import { outcomeOf } from '../measuring/outcome-of.ts';
import { ANSWER_WITHIN_MS } from '../measuring/series.ts';
import { thinEpochs } from '../measuring/thin-epochs.ts';
import { kindOfReason, ValueKind } from '../measuring/value-kind.ts';
import type { Run } from '../runs/run.type.ts';
import { type EvaluatedEpoch, recordedValue } from './evaluated-epochs.ts';
import { groupBy } from './group-by.ts';
import type { PaperColumn, PaperValue } from './paper-column.type.ts';
import type { PaperMetric } from './paper.type.ts';

/** Points of a curve in a small multiple. */
export const MOST_POINTS = 60;

/** A measured epoch of a run; `digest` is null where the trainer recorded the value itself. */
interface Point {
  runId: string;
  epoch: number;
  digest: string | null;
  value: number | null;
}

export interface CurveQuestion {
  runs: readonly Run[];
  metrics: readonly PaperMetric[];
  layer: string;
  /** an epoch to read too; null: none */
  at: number | null;
  evaluated: ReadonlyMap<string, EvaluatedEpoch[]>;
}

/** Columns by run id, in the metrics' order. What is not measured within `within` milliseconds is PENDING, and announced when it is there. */
export async function cellCurves(record: PrismaClient, question: CurveQuestion, within = ANSWER_WITHIN_MS): Promise<Map<string, PaperColumn[]>> {
  const points = await thinnedSnapshots(record, question);
  const measured = await measureSplits(record, question, points, within);
  return new Map(
    question.runs.map((run) => [
      run.id,
      question.metrics.map((paper) => {
        const own = isRecorded(paper.metric) ? recordedPoints(run, paper, question) : (points.get(`${run.id} ${paper.split}`) ?? []);
        return columnOf(run, paper, own, question.at, measured.get(paper.split));
      }),
    ]),
  );
}

/** By run and split; one statement. */
async function thinnedSnapshots(record: PrismaClient, { runs, metrics, layer, at }: CurveQuestion): Promise<Map<string, Point[]>> {
  const splits = [...new Set(metrics.filter(({ metric }) => !isRecorded(metric)).map(({ split }) => split))];
  const groups = await record.$queryRaw<{ runId: string; split: Split; epochs: number[]; digests: string[] }[]>`
    SELECT "runId", split::text, array_agg(epoch ORDER BY epoch) AS epochs, array_agg("sealedDigest"(seal, digest, "runId", epoch, split, layer) ORDER BY epoch) AS digests
    FROM "Snapshot" WHERE "runId" = ANY(${runs.map((run) => run.id)}) AND split::text = ANY(${splits}) AND layer = ${layer}
    GROUP BY "runId", split`;
  const phases = new Map(runs.map((run) => [run.id, run.terminalPhaseEpoch]));
  return new Map(
    groups.map(({ runId, split, epochs, digests }) => {
      const points = epochs.map((epoch, k) => ({ runId, epoch, digest: digests[k]!, value: null }));
      return [`${runId} ${split}`, thinned(points, phases.get(runId)!, at)];
    }),
  );
}

function recordedPoints(run: Run, { metric, split }: PaperMetric, { evaluated, at }: CurveQuestion): Point[] {
  const points = (evaluated.get(run.id) ?? []).flatMap((row) => {
    const value = recordedValue(row, metric, split);
    return value === null ? [] : [{ runId: run.id, epoch: row.epoch, digest: null, value }];
  });
  return thinned(points, run.terminalPhaseEpoch, at);
}

function thinned(points: Point[], terminal: number | null, at: number | null): Point[] {
  const epochs = points.map((point) => point.epoch);
  const kept = [phaseBegin(points, terminal), lastUpTo(points, at)].map((point) => point?.epoch ?? null);
  const chosen = new Set(thinEpochs(epochs, MOST_POINTS, kept));
  return points.filter((point) => chosen.has(point.epoch));
}

/** The first point of the terminal phase. */
const phaseBegin = (points: readonly Point[], terminal: number | null) => (terminal === null ? undefined : points.find((point) => point.epoch >= terminal));
const lastUpTo = (points: readonly Point[], at: number | null) => (at === null ? undefined : points.findLast((point) => point.epoch <= at));

async function measureSplits(record: PrismaClient, { metrics }: CurveQuestion, points: Map<string, Point[]>, within: number): Promise<Map<Split, Measured>> {
  const wanted = groupBy(metrics.filter(({ metric }) => !isRecorded(metric)), ({ split }) => split);
  const measured = await Promise.all(
    [...wanted].map(async ([split, ofSplit]): Promise<[Split, Measured]> => {
      const own = [...points].flatMap(([key, ofRun]) => (key.endsWith(` ${split}`) ? ofRun : []));
      const found = await measuredOutcomes(record, own.map((point) => point.digest!), ofSplit.map(({ metric }) => metric), within);
      if (found.pending) announceValues(record, found.pending, new Set(own.map((point) => point.runId)));
      return [split, found];
    }),
  );
  return new Map(measured);
}

function columnOf(run: Run, { metric, split }: PaperMetric, points: Point[], at: number | null, measured: Measured | undefined): PaperColumn {
  const values = points.map((point) => pointValue(point, metric, measured));
  const valueAt = (point: Point | undefined, none: string): PaperValue => (point ? values[points.indexOf(point)]! : missing(none));
  const none = 'NOT_RECORDED: nothing was measured';
  return {
    ...{ metric, split },
    epochs: points.map((point) => point.epoch),
    values: values.map(({ value }) => value),
    gaps: values.flatMap(({ kind, reason }, index) => (reason === null ? [] : [{ index, kind, reason }])),
    atTerminalPhase: valueAt(phaseBegin(points, run.terminalPhaseEpoch), run.terminalPhaseEpoch === null ? 'NOT_RECORDED: the terminal phase was not reached.' : `${none} in the terminal phase.`),
    atLast: valueAt(points.at(-1), `${none} so far.`),
    at: at === null ? null : valueAt(lastUpTo(points, at), `${none} up to epoch ${at}.`),
  };
}

function pointValue(point: Point, metric: MetricId, measured: Measured | undefined): PaperValue {
  const { epoch, digest } = point;
  if (digest === null || !measured) return { epoch, value: point.value, kind: ValueKind.FINITE, reason: null };
  const { value, reason = '' } = outcomeOf(metric, epoch, digest, measured);
  return value === null ? { epoch, value, kind: kindOfReason(reason), reason } : { epoch, value, kind: ValueKind.FINITE, reason: null };
}

const missing = (reason: string): PaperValue => ({ epoch: null, value: null, kind: kindOfReason(reason), reason });
