import type { CheckOutcome as OutcomeRow } from '../../prisma/client.ts';
import { ComparedAt, DeltaVerdict, metricDelta, type RunCurve } from '../comparison/metric-delta.ts';
import { Band } from '../comparison/spread.ts';
import { ValueKind } from '../measuring/value-kind.ts';
import type { PlacedValue } from '../measuring/values-at.ts';
import { type CheckRule, shortNumber } from './check-rule.ts';
import type { Pair } from './run-to-check.ts';

/** What comes out of a check for a run, and what it was read from. */
export type Judged = Pick<OutcomeRow, 'result' | 'value' | 'limit' | 'epoch' | 'formulaVersion' | 'digest' | 'reason'> & { isPending: boolean };

/** What came out of a check for a run just now. */
export interface Outcome extends Pair {
  judged: Judged;
}

/** A value of a run, or the error in its place where its snapshot is damaged. */
export type ReadValue = PlacedValue | Error;

/**
 * Holds a run's value against a rule. What has no value is UNDECIDED, never passed and never failed.
 *
 * @param baseline the same value of the baseline of the run's cell; null where none was chosen, or the rule asks for none
 */
export function judgeCheck(rule: CheckRule, value: ReadValue, baseline: ReadValue | null): Judged {
  if (value instanceof Error) return undecided(`DATA_CORRUPT: ${value.message}`);
  const read = { value: value.value, epoch: value.epoch, formulaVersion: value.version, digest: value.digest, isPending: value.kind === ValueKind.PENDING };
  if (rule.bound === 'BASELINE') return { ...read, ...againstBaseline(rule, value, baseline) };
  const { limit, bound } = rule;
  if (value.value === null) return { ...read, limit, result: 'UNDECIDED', reason: value.reason! };
  const isPassed = bound === 'BELOW' ? value.value <= limit : value.value >= limit;
  return { ...read, limit, ...(isPassed ? PASSED : failed(`${shortNumber(value.value)} is ${bound === 'BELOW' ? 'above' : 'below'} the limit ${shortNumber(limit)}.`)) };
}

const PASSED = { result: 'PASSED', reason: '' } as const;
const failed = (reason: string) => ({ result: 'FAILED' as const, reason });
const undecided = (reason: string): Judged => ({ ...{ value: null, limit: null, epoch: null, formulaVersion: null, digest: null }, result: 'UNDECIDED', reason, isPending: false });

/** For a run that is not completed. */
export const NOT_COMPLETED: Judged = undecided('The run is not completed; checks are asked of completed runs.');

function againstBaseline({ metric, limit: tolerance }: CheckRule, value: PlacedValue, baseline: ReadValue | null): Pick<Judged, 'result' | 'reason' | 'limit'> & Partial<Judged> {
  if (baseline === null) return { limit: null, result: 'UNDECIDED', reason: 'NO_BASELINE: no run of this study, architecture and data set was chosen as the baseline.' };
  if (baseline instanceof Error) return { limit: null, result: 'UNDECIDED', reason: `DATA_CORRUPT: the baseline's ${baseline.message}` };
  const delta = metricDelta(metric, pointCurve(value), pointCurve(baseline), [], { at: ComparedAt.LAST, band: Band.MIN_MAX, tolerance });
  const common = { limit: baseline.value, digest: digestOfBoth(value, baseline), isPending: delta.isPending };
  if (delta.verdict === DeltaVerdict.UNDECIDED) return { ...common, result: 'UNDECIDED', reason: value.value === null ? delta.reason! : `Of the baseline: ${delta.reason}` };
  if (delta.verdict !== DeltaVerdict.WORSE) return { ...common, ...PASSED };
  return { ...common, ...failed(`${shortNumber(value.value!)} is worse than the baseline's ${shortNumber(baseline.value!)} by more than ${shortNumber(tolerance * 100)} %.`) };
}

/** A value as a curve of one epoch: what comparisons take. */
function pointCurve({ epoch, value, kind, reason }: PlacedValue): RunCurve {
  const gaps = value === null ? [{ index: 0, kind, reason: reason! }] : [];
  return { runId: '', terminalPhaseEpoch: null, epochs: [epoch ?? 0], column: { values: [value], gaps } };
}

const digestOfBoth = (value: PlacedValue, baseline: PlacedValue) => (value.digest === null && baseline.digest === null ? null : `${value.digest ?? ''} ${baseline.digest ?? ''}`);
