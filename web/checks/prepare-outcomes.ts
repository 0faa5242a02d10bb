import type { MetricEntry } from '../figures/metric-entry.ts';
import type { IconName } from '../frame/Icon.tsx';
import type { Check, CheckResult, CheckSummary, CheckTrial, Outcome, RunChecks } from './checks-documents.ts';
import { ruleSentence, valueWords } from './prepare-rule.ts';
import { plural } from '../formats/names.ts';
import { count } from '../formats/numbers.ts';

export interface ResultLook {
  icon: IconName;
  word: string;
  tone?: 'good' | 'bad';
}

const LOOKS: Record<CheckResult, ResultLook> = {
  PASSED: { icon: 'check', word: 'passed', tone: 'good' },
  FAILED: { icon: 'cross', word: 'failed', tone: 'bad' },
  UNDECIDED: { icon: 'queued', word: 'undecided' },
};

export const resultLook = (result: CheckResult): ResultLook => LOOKS[result];

/** Why a check came out as it did, in a sentence of its own: the code in front of it is for programs. */
export function whyText({ result, reason, isPending }: Pick<Outcome, 'result' | 'reason' | 'isPending'>): string {
  if (isPending) return 'The value is still measured.';
  if (result === 'PASSED') return '';
  const sentence = reason.replace(/^(Of the baseline: )?[A-Z][A-Z_]+: /, '$1');
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

export interface OutcomeRow {
  id: string;
  name: string;
  rule: string;
  look: ResultLook;
  metric: Check['metric'];
  value: { text: string; exact: string };
  epoch: string;
  why: string;
}

/** The checks of a run, those that failed first, then those that are undecided; within each as they were made. */
export function prepareOutcomes({ checkOutcomes }: Pick<RunChecks, 'checkOutcomes'>, metrics: readonly MetricEntry[]): OutcomeRow[] {
  const order: CheckResult[] = ['FAILED', 'UNDECIDED', 'PASSED'];
  return order.flatMap((wanted) => checkOutcomes.filter(({ result }) => result === wanted)).map(({ check, ...outcome }) => ({
    ...{ id: check.id, name: check.name, metric: check.metric, rule: ruleSentence(check, metrics), look: resultLook(outcome.result) },
    value: valueWords(outcome.value, check.metric, metrics),
    epoch: count(outcome.epoch),
    why: whyText(outcome),
  }));
}

/** "9 of 11 runs pass", and what the others do. */
export function summaryText({ checkCount, runCount, passedCount, failedCount, undecidedCount }: Pick<CheckSummary, 'checkCount' | 'runCount' | 'passedCount' | 'failedCount' | 'undecidedCount'>): { text: string; detail: string } {
  if (checkCount === 0 && runCount > 0) return { text: 'none set', detail: '' };
  if (runCount === 0) return { text: 'no completed run', detail: '' };
  const detail = [failedCount > 0 && `${count(failedCount)} ${failedCount === 1 ? 'fails' : 'fail'}`, undecidedCount > 0 && `${count(undecidedCount)} undecided`].filter(Boolean).join(', ');
  return { text: `${count(passedCount)} of ${plural(runCount, 'run')} ${passedCount === 1 ? 'passes' : 'pass'}`, detail };
}

/** What a rule would give, in words: "Of today’s 11 completed runs 9 would pass, 2 would fail." */
export function trialText({ runCount, passedCount, failedCount, undecidedCount, isComplete, failed }: CheckTrial): { text: string; failed: string | null } {
  if (runCount === 0) return { text: 'There is no completed run yet to try it on.', failed: null };
  const parts = [`${count(passedCount)} would pass`, `${count(failedCount)} would fail`, ...(undecidedCount > 0 ? [`${count(undecidedCount)} would be undecided${isComplete ? '' : ', some since their values are still measured'}`] : [])];
  const more = failedCount - failed.length;
  return {
    text: `Of today’s ${plural(runCount, 'completed run')} ${parts.join(', ')}.`,
    failed: failed.length === 0 ? null : `Would fail: ${failed.map(({ name }) => name).join(', ')}${more > 0 ? ` and ${count(more)} more` : ''}.`,
  };
}
