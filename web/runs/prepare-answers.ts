import { THIN, accuracy, change, exact, fromTo, metric, plain, share } from '../formats/numbers.ts';
import { plural } from '../formats/names.ts';
import type { Problem } from '../graphql/problem.ts';
import { isEnded } from './prepare-status.ts';
import type { MetricId, SuggestedVerdict } from './run-documents.ts';
import { type RunRecord, valueAt } from './run-record.ts';

export interface VerdictTestRow {
  metric: MetricId;
  value: string;
  exact: string;
  threshold: string;
  isMet: boolean;
}

export interface Answer {
  question: string;
  answer: string;
  detail: string;
}

export interface Answers {
  collapse: Answer & { icon: 'full' | 'half' | 'none' | 'queued' | 'alert'; tests: VerdictTestRow[] };
  when: Answer & { isReached: boolean };
  improving: Answer;
  generalises: Answer;
}

const VERDICTS = {
  COLLAPSED: { icon: 'full', answer: 'Collapsed' },
  PARTLY: { icon: 'half', answer: 'Partly' },
  NOT: { icon: 'none', answer: 'Not' },
} as const;

/** The four answers with which a run opens. */
export function prepareAnswers(record: RunRecord): Answers {
  return {
    collapse: collapse(record),
    when: when(record),
    improving: improving(record),
    generalises: generalises(record),
  };
}

function collapse({ run, verdictProblem }: RunRecord): Answers['collapse'] {
  const question = 'Does it collapse?';
  const verdict = run.suggestedVerdict;
  if (verdictProblem) return { question, icon: 'alert', answer: 'No verdict', detail: whyUnjudged(verdictProblem), tests: [] };
  if (!verdict || verdict.verdict === 'NO_TERMINAL_PHASE') {
    const answer = isEnded(run.status) ? 'No verdict' : 'Too early to say';
    return { question, icon: 'queued', answer, detail: 'terminal phase not reached', tests: testsOf(verdict) };
  }
  const met = verdict.tests.filter((test) => test.isMet).length;
  const at = isEnded(run.status) || verdict.epoch === null ? '' : ` at epoch ${verdict.epoch}`;
  return {
    question,
    ...VERDICTS[verdict.verdict],
    detail: `suggested; ${met} of ${verdict.tests.length} thresholds met${at}`,
    tests: testsOf(verdict),
  };
}

/** Damage must not look like a run that did not collapse; where it lies and what to do is told above the answers. */
const whyUnjudged = ({ code, sentence }: Problem): string =>
  code === 'DATA_CORRUPT' ? 'the snapshot it would rest on is damaged' : sentence;

const testsOf = (verdict: SuggestedVerdict | null): VerdictTestRow[] =>
  (verdict?.tests ?? []).map(({ metric: id, value, threshold, isMet }) => ({
    metric: id,
    value: metric(value),
    exact: exact(value),
    threshold: plain(threshold),
    isMet,
  }));

function when({ run, history }: RunRecord): Answers['when'] {
  const question = 'When?';
  const from = run.terminalPhaseEpoch;
  if (from === null)
    return {
      question,
      isReached: false,
      answer: 'Terminal phase not reached',
      detail: whyNot(run.terminalPhaseAccuracy, history),
    };
  return {
    question,
    isReached: true,
    answer: `Terminal phase from epoch ${from}`,
    detail: `${run.isTerminalPhaseProvisional ? 'provisional: ' : ''}${inPhase(run.terminalPhaseAccuracy, history, from)}`,
  };
}

function whyNot(threshold: number, history: RunRecord['history']): string {
  const evaluated = history.trainError.filter((error) => error !== null);
  if (evaluated.length === 0) return 'train error not evaluated yet';
  return `smallest train error ${share(Math.min(...evaluated))}, wanted ${threshold === 1 ? `0${THIN}%` : share(1 - threshold)}`;
}

/** Whether the train error stayed where the phase began: it may rise again, and then the reader should know. */
function inPhase(threshold: number, history: RunRecord['history'], from: number): string {
  const since = history.epochs.flatMap((epoch, i) =>
    epoch >= from && history.trainError[i] !== null ? [history.trainError[i]!] : [],
  );
  const allowed = 1 - threshold;
  const risen = since.filter((error) => error > allowed + 1e-12).length;
  const what = threshold === 1 ? 'train error 0' : `train error at most ${share(allowed)}`;
  if (risen > 0) return `${what} at first, above it again in ${risen} of ${plural(since.length, 'evaluated epoch')}`;
  const length = (history.epochs.at(-1) ?? from) - from;
  return length === 0 ? `${what} reached just now` : `${what} for ${plural(length, 'epoch')}`;
}

function improving({ run, train }: RunRecord): Answer {
  const question = 'Still improving?';
  const values = train.columns.find((column) => column.metric === 'NC1')?.values ?? [];
  const lastIndex = values.findLastIndex((value) => value !== null);
  const lastEpoch = lastIndex < 0 ? null : train.epochs[lastIndex]!;
  const last = valueAt(train, 'NC1', lastEpoch);
  const start = valueAt(train, 'NC1', run.terminalPhaseEpoch);
  if (last === null)
    return { question, answer: 'NC1 not measured yet', detail: 'the first value comes with the first measured epoch' };
  if (start === null)
    return {
      question,
      answer: `NC1 ${metric(last)}`,
      detail: `train, at epoch ${lastEpoch}; counted from the terminal phase on`,
    };
  if (lastEpoch === run.terminalPhaseEpoch)
    return { question, answer: `NC1 ${metric(last)}`, detail: `train, at the phase’s first epoch, ${lastEpoch}` };
  return {
    question,
    answer: `NC1 ${fromTo(metric(start), metric(last))} (${change(start, last)})`,
    detail: `train, epoch ${run.terminalPhaseEpoch} to ${lastEpoch}`,
  };
}

function generalises({ run, history }: RunRecord): Answer {
  const question = 'Does it generalise?';
  const lastIndex = history.testError.findLastIndex((error) => error !== null);
  if (lastIndex < 0) return { question, answer: 'Not evaluated yet', detail: 'no test images seen so far' };
  const lastEpoch = history.epochs[lastIndex]!;
  const last = accuracy(history.testError[lastIndex]);
  const start =
    run.terminalPhaseEpoch === null
      ? null
      : (history.testError[history.epochs.indexOf(run.terminalPhaseEpoch)] ?? null);
  if (start === null || lastEpoch === run.terminalPhaseEpoch)
    return { question, answer: `Test ${last}`, detail: `accuracy at epoch ${lastEpoch}` };
  const end = isEnded(run.status) ? 'at the end' : `at ${lastEpoch}`;
  return {
    question,
    answer: `Test ${fromTo(accuracy(start), last)}`,
    detail: `accuracy at epoch ${run.terminalPhaseEpoch}, ${end}`,
  };
}
