import type { PrismaClient } from '../../prisma/client.ts';
import { type MetricId, metricOf } from '../metrics/catalogue.ts';
import { noValue, type Outcome, withValue } from '../metrics/outcome.ts';
import { announceValues } from './announce-values.ts';
import { type Measured, measuredOutcomes, whyUnread } from './measured-outcomes.ts';
import { isRecorded, TEST_ONLY } from './recorded-values.ts';
import { PENDING } from './outcome-of.ts';
import { ANSWER_WITHIN_MS } from './series.ts';
import { kindOfReason, ValueKind } from './value-kind.ts';
import { type Candidate, candidates, type ValueQuestion } from './value-rows.ts';

/** A value, or why there is none. */
export interface PlacedValue {
  metric: MetricId;
  version: number;
  value: number | null;
  kind: ValueKind;
  reason: string | null;
  warnings: string[];
  /** null where nothing was recorded */
  epoch: number | null;
  /** of the snapshot that it is of; null where there is none, and for a recorded value */
  digest: string | null;
}

/**
 * The value of each run at a place. What is not cached is measured, for at most `within` ms: what takes longer is PENDING, goes on, and is
 * announced by an event. In place of a value of a snapshot that cannot be read stands the error that says so (DATA_CORRUPT).
 */
export async function valuesAt(record: PrismaClient, questions: readonly ValueQuestion[], within = ANSWER_WITHIN_MS): Promise<(PlacedValue | Error)[]> {
  const found = await candidates(record, questions);
  const measured = await measureTogether(record, questions, found, within);
  return questions.map((question, i) => {
    const outcomes = found[i]!.map((candidate) => ({ epoch: candidate.epoch, digest: candidate.digest, outcome: outcomeOf(question, candidate, measured.get(placeOf(question))) }));
    const chosen = question.at === 'BEST' ? bestOf(question.metric, outcomes) : outcomes[0];
    if (!chosen) return present(question.metric, NOWHERE, nothingThere(question));
    return chosen.outcome instanceof Error ? chosen.outcome : present(question.metric, chosen, chosen.outcome);
  });
}

/** Metrics that are asked for at the same place are asked of the same snapshots. */
const placeOf = ({ at, split, layer, epoch }: ValueQuestion): string => JSON.stringify([at, split, layer, epoch ?? null]);

interface Together {
  digests: Set<string>;
  metrics: Set<MetricId>;
  runIds: Set<string>;
}

/** One measuring for each place, so that no metric is measured where only another one is asked for. */
async function measureTogether(record: PrismaClient, questions: readonly ValueQuestion[], found: Candidate[][], within: number): Promise<Map<string, Measured>> {
  const groups = new Map<string, Together>();
  questions.forEach((question, i) => {
    if (isRecorded(question.metric)) return;
    const place = placeOf(question);
    const group = groups.get(place) ?? { digests: new Set(), metrics: new Set(), runIds: new Set() };
    groups.set(place, group);
    group.metrics.add(question.metric);
    group.runIds.add(question.runId);
    for (const { digest } of found[i]!) group.digests.add(digest!);
  });
  const entries = [...groups].map(async ([place, { digests, metrics, runIds }]): Promise<[string, Measured]> => {
    const measured = await measuredOutcomes(record, [...digests], [...metrics], within);
    if (measured.pending) announceValues(record, measured.pending, runIds);
    return [place, measured];
  });
  return new Map(await Promise.all(entries));
}

type Found = Outcome | Error;

function outcomeOf({ metric, split }: ValueQuestion, { epoch, digest, recorded }: Candidate, measured: Measured | undefined): Found {
  if (digest === null) return metric === 'ROBUSTNESS_DEEPFOOL' && split === 'TRAIN' ? TEST_ONLY : withValue(recorded!);
  const known = measured?.outcomes.get(digest)?.get(metric);
  if (known) return known;
  if (measured?.pending && !measured.corrupt.has(digest)) return PENDING;
  return whyUnread(epoch, measured?.corrupt.get(digest));
}

interface At extends Where {
  epoch: number;
  outcome: Found;
}

type Where = Pick<PlacedValue, 'epoch' | 'digest'>;
const NOWHERE: Where = { epoch: null, digest: null };

/** The best value, the earliest of equal ones. While one is pending, the best is; a damaged snapshot is told of by a warning. */
function bestOf(metric: MetricId, all: At[]): At | undefined {
  const sign = metricOf(metric).direction === 'RISES' ? -1 : 1;
  const pending = all.find(({ outcome }) => outcome === PENDING);
  if (pending) return pending;
  const damaged = all.flatMap(({ outcome }) => (outcome instanceof Error ? [`DATA_CORRUPT: ${outcome.message}`] : []));
  const readable = all.flatMap(({ outcome, ...where }) => (outcome instanceof Error ? [] : [{ ...where, outcome }]));
  const best = readable.reduce<(Where & { epoch: number; outcome: Outcome }) | undefined>((least, each) => {
    if (each.outcome.value === null) return least ?? each;
    const isBetter = least?.outcome.value == null || sign * each.outcome.value < sign * least.outcome.value;
    return isBetter ? each : least;
  }, undefined);
  if (!best) return all[0];
  return { ...best, outcome: { ...best.outcome, warnings: [...best.outcome.warnings, ...damaged] } };
}

function nothingThere({ metric, split, at, terminalPhaseEpoch }: ValueQuestion): Outcome {
  if (metric === 'ROBUSTNESS_DEEPFOOL' && split === 'TRAIN') return TEST_ONLY;
  if (at === 'TERMINAL_PHASE' && terminalPhaseEpoch === null) return noValue('NO_TERMINAL_PHASE: the run has not reached its terminal phase so far.');
  return noValue('NOT_RECORDED: nothing was recorded there.');
}

function present(metric: MetricId, { epoch, digest }: Where, { value, reason, warnings }: Outcome): PlacedValue {
  const kind = value === null ? kindOfReason(reason ?? '') : ValueKind.FINITE;
  return { metric, version: metricOf(metric).version, value, kind, reason: value === null ? (reason ?? null) : null, warnings, epoch, digest };
}
