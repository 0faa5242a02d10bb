import type { PrismaClient, Split } from '../../prisma/client.ts';
import type { MetricId } from '../measuring/metric.type.ts';
import { recordedOutcomes } from '../measuring/recorded-values.ts';
import { type RunSeries, series } from '../measuring/series.ts';
import { kindOfReason, ValueKind } from '../measuring/value-kind.ts';
import type { EpochValue } from './run-event.type.ts';

export interface EpochValuesQuestion {
  runId: string;
  epoch: number;
  metrics: MetricId[];
  split: Split;
  layer: string;
}

/**
 * The values of metrics after an epoch, each metric once; one question of the record for all runs that are asked for the same.
 * What takes longer than an answer waits is PENDING.
 */
export async function epochValues(record: PrismaClient, questions: readonly EpochValuesQuestion[]): Promise<EpochValue[][]> {
  const alike = new Map<string, EpochValuesQuestion[]>();
  for (const question of questions) {
    const key = JSON.stringify({ ...question, runId: null });
    alike.set(key, [...(alike.get(key) ?? []), question]);
  }
  const answers = new Map<EpochValuesQuestion, EpochValue[]>();
  await Promise.all([...alike.values()].map((group) => answerGroup(record, group, answers)));
  return questions.map((question) => answers.get(question)!);
}

async function answerGroup(record: PrismaClient, group: EpochValuesQuestion[], answers: Map<EpochValuesQuestion, EpochValue[]>): Promise<void> {
  const { epoch, metrics, split, layer } = group[0]!;
  const curves = await series(record, { runIds: group.map(({ runId }) => runId), metrics, split, layer, from: epoch, to: epoch });
  const unmeasured = layer === 'last' ? curves.filter((curve) => curve.epochs.length === 0).map(({ runId }) => runId) : [];
  const recorded = await recordedOutcomes(record, unmeasured, split, epoch);
  group.forEach((question, i) => {
    const curve = curves[i]!;
    answers.set(question, curve.columns.map(({ metric }, k) => presentValue(metric, curve.epochs.length > 0 ? outcomeOf(curve, k) : recorded(metric, question.runId, epoch))));
  });
}

/** Of a curve of one epoch. */
const outcomeOf = ({ columns }: RunSeries, k: number) => ({ value: columns[k]!.values[0]!, reason: columns[k]!.gaps[0]?.reason });

function presentValue(metric: MetricId, { value, reason = '' }: { value: number | null; reason?: string }): EpochValue {
  return value === null ? { metric, value, kind: kindOfReason(reason), reason } : { metric, value, kind: ValueKind.FINITE, reason: null };
}
