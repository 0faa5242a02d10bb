import { type Sparkline, prepareSparkline } from '../../charts/prepare-sparkline.ts';
import type { Range } from '../../charts/model.ts';
import { networkName } from '../../formats/names.ts';
import { accuracy, count, exact, metric, NONE, share } from '../../formats/numbers.ts';
import { ago, moment } from '../../formats/times.ts';
import { isEnded, type StatusLook, statusLook } from '../prepare-status.ts';
import { type Column, isAccuracy, type Place, type SettingColumn } from './columns.ts';
import type { CellValue, TableRun } from './table-documents.ts';
import type { RunSpark, TableEntry } from './table-entry.ts';

export type Cell =
  | { kind: 'text'; text: string; hover?: string; isMuted?: boolean }
  | { kind: 'status'; look: StatusLook }
  | { kind: 'tags'; tags: readonly string[] }
  | { kind: 'spark'; spark: Sparkline | null };

const GONE: StatusLook = { icon: 'none', word: 'deleted', tone: 'ink-3' };
export const SPARK_SIZE = { width: 96, height: 20 };

export interface RowContext {
  /** the run's own, once it was read */
  spark: RunSpark | undefined;
  domain: Range;
  now: number;
}

/** What stands in a run's row under a column. */
export function cellOf(entry: TableEntry, column: Column, { spark: curve, domain, now }: RowContext): Cell {
  const { run } = entry;
  if (column.kind === 'setting') return settingCell(entry, column.key, now);
  if (column.kind === 'metric') return valueCell(entry.values.get(column.id), column.place);
  if (!curve) return { kind: 'spark', spark: null };
  return { kind: 'spark', spark: prepareSparkline({ ...curve, terminalPhaseEpoch: run.terminalPhaseEpoch, domain, lastEpoch: run.lastEpoch, ...SPARK_SIZE }) };
}

/** A number as its metric is read: accuracy, a share of images, or a plain number. */
export function formatOf(place: Place): (value: number | null) => string {
  if (isAccuracy(place)) return accuracy;
  return ['ERROR', 'NC4_MISMATCH', 'NCC_ERROR'].includes(place.metric) ? share : metric;
}

function valueCell(value: CellValue | null | undefined, place: Place): Cell {
  if (!value) return { kind: 'text', text: NONE, hover: 'nothing was recorded', isMuted: true };
  if (value.kind === 'PENDING') return { kind: 'text', text: '…', hover: 'not computed yet', isMuted: true };
  if (value.value === null) return { kind: 'text', text: NONE, hover: value.reason ?? 'nothing was recorded', isMuted: true };
  const error = isAccuracy(place) ? 'error ' : '';
  return { kind: 'text', text: formatOf(place)(value.value), hover: `${error}${exact(value.value)}${value.epoch === null ? '' : `, epoch ${value.epoch}`}` };
}

const LOSSES: Record<string, string> = { CROSS_ENTROPY: 'cross-entropy', MSE: 'squared error' };
const SOURCES: Record<string, string> = { TRAINED: 'trained here', INGESTED: 'imported' };
/** Four digits tell settings apart; what was drawn at random has sixteen, which are under the pointer and in files. */
const plainNumber = (value: number | null | undefined) => (value == null ? NONE : String(Number(value.toPrecision(4))));
const worded = (words: Record<string, string>, value: string) => words[value] ?? value.toLowerCase().replaceAll('_', ' ');

/** A setting of a run as a word or a number, as the table and its files have it. */
export function settingText(run: TableRun, key: Exclude<SettingColumn, 'created' | 'started' | 'finished'>): string {
  switch (key) {
    case 'status':
      return statusLook(run.status).word;
    case 'study':
      return run.study ? `${run.study.name}${run.study.finalAt ? ', final' : ''}` : NONE;
    case 'network':
      return networkName(run);
    case 'dataset':
      return run.dataset;
    case 'phase':
      return phaseText(run);
    case 'epoch':
      return isEnded(run.status) && run.lastEpoch === run.plannedEpochCount ? count(run.lastEpoch) : `${count(run.lastEpoch)} of ${count(run.plannedEpochCount)}`;
    case 'seed':
      return String(run.seed);
    case 'loss':
      return worded(LOSSES, run.loss);
    case 'verdicts':
      return verdictsText(run.verdictSummary);
    case 'checks':
      return checksText(run.checkOutcomes);
    case 'tags':
      return run.tags.join(', ') || NONE;
    case 'source':
      return run.isGenerated ? 'generated' : worded(SOURCES, run.source);
    case 'samplesPerClass':
      return run.samplesPerClass === null ? 'all' : count(run.samplesPerClass);
    case 'classes':
      return count(run.classCount);
    case 'features':
      return count(run.featureCount);
    case 'parameters':
      return count(run.parameterCount);
    default:
      return plainNumber(run.optimiser[key]);
  }
}

/** "collapsed 2, partly 1, 1 stale", the commonest first. */
function verdictsText(summary: TableRun['verdictSummary']): string {
  if (!summary || summary.counts.length === 0) return NONE;
  const given = summary.counts.map(({ kind, count: number }) => `${worded({}, kind)} ${number}`);
  return [...given, ...(summary.staleCount > 0 ? [`${summary.staleCount} stale`] : [])].join(', ');
}

/** "3 passed", "1 of 3 failed", "1 of 3 undecided": the worst of them. */
function checksText(outcomes: TableRun['checkOutcomes']): string {
  if (!outcomes || outcomes.length === 0) return NONE;
  const number = (wanted: 'FAILED' | 'UNDECIDED') => outcomes.filter(({ result }) => result === wanted).length;
  const worst = (['FAILED', 'UNDECIDED'] as const).find((result) => number(result) > 0);
  return worst ? `${number(worst)} of ${outcomes.length} ${worst.toLowerCase()}` : `${outcomes.length} passed`;
}

function settingCell({ run, isGone }: TableEntry, key: SettingColumn, now: number): Cell {
  if (key === 'status') return { kind: 'status', look: isGone ? GONE : statusLook(run.status) };
  if (key === 'tags') return { kind: 'tags', tags: run.tags };
  if (key === 'created' || key === 'started' || key === 'finished') {
    const at = run[`${key}At`];
    return { kind: 'text', text: ago(at, now), hover: at ? moment(at) : undefined, isMuted: true };
  }
  const text = settingText(run, key);
  const hover = key === 'learningRate' || key === 'weightDecay' || key === 'momentum' ? exact(run.optimiser[key]) : undefined;
  return { kind: 'text', text, hover, isMuted: text === NONE || key === 'study' };
}

/** Not reached is a finding, not reached so far is none yet. */
function phaseText(run: TableRun): string {
  if (run.terminalPhaseEpoch !== null) return `${run.terminalPhaseEpoch}${run.isTerminalPhaseProvisional ? ', provisional' : ''}`;
  return isEnded(run.status) ? 'not reached' : NONE;
}

/** One domain of a column of sparklines, in whole powers of ten: further rows seldom change it. */
export function sparkDomain(sparks: Iterable<RunSpark>): Range {
  let [low, high] = [Number.POSITIVE_INFINITY, 0];
  for (const { values } of sparks) {
    for (const value of values) {
      if (value === null || value <= 0) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (high === 0) return [0.1, 1];
  const from = Math.floor(Math.log10(low));
  return [10 ** from, 10 ** Math.max(from + 1, Math.ceil(Math.log10(high)))];
}
