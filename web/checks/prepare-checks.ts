import type { TableText } from '../export/table-text.ts';
import type { MetricEntry } from '../figures/metric-entry.ts';
import { networkName } from '../formats/names.ts';
import { count } from '../formats/numbers.ts';
import type { Check, CheckedRun, CheckResult } from './checks-documents.ts';
import { type ResultLook, resultLook, whyText } from './prepare-outcomes.ts';
import { placeWords, ruleSentence, valueWords } from './prepare-rule.ts';

export interface CheckRow {
  check: Check;
  rule: string;
  /** how many of the runs that were read passed, failed, are undecided; null while none was read */
  counts: Record<CheckResult, string> | null;
}

/** The checks of a study with what came out of them. */
export function prepareChecks(checks: readonly Check[], runs: readonly CheckedRun[] | null, metrics: readonly MetricEntry[]): CheckRow[] {
  return checks.map((check) => {
    const results = runs?.flatMap(({ checkOutcomes }) => checkOutcomes.filter((outcome) => outcome.check.id === check.id).map(({ result }) => result));
    const number = (wanted: CheckResult) => count(results?.filter((result) => result === wanted).length);
    return { check, rule: ruleSentence(check, metrics), counts: results ? { PASSED: number('PASSED'), FAILED: number('FAILED'), UNDECIDED: number('UNDECIDED') } : null };
  });
}

export interface MatrixCell {
  key: string;
  look: ResultLook;
  value: string;
  hover: string;
}

export interface MatrixRow {
  id: string;
  name: string;
  detail: string;
  href: string;
  result: CheckResult;
  cells: MatrixCell[];
}

export interface Matrix {
  columns: { id: string; name: string; metric: Check['metric']; place: string }[];
  rows: MatrixRow[];
}

/** Runs by checks; with `isOnlyOpen` those runs alone that do not pass all. */
export function prepareMatrix(checks: readonly Check[], runs: readonly CheckedRun[], metrics: readonly MetricEntry[], isOnlyOpen: boolean): Matrix {
  const asked = checks.filter(({ archivedAt }) => archivedAt === null);
  const rows = runs.map((run) => rowOf(run, asked, metrics));
  return {
    columns: asked.map((check) => ({ id: check.id, name: check.name, metric: check.metric, place: placeWords(check, metrics) })),
    rows: isOnlyOpen ? rows.filter(({ result }) => result !== 'PASSED') : rows,
  };
}

/** FAILED before UNDECIDED before PASSED. */
export function worstOf(results: readonly CheckResult[]): CheckResult {
  if (results.includes('FAILED')) return 'FAILED';
  return results.length === 0 || results.includes('UNDECIDED') ? 'UNDECIDED' : 'PASSED';
}

function rowOf(run: CheckedRun, checks: readonly Check[], metrics: readonly MetricEntry[]): MatrixRow {
  const outcomes = checks.map((check) => ({ check, outcome: run.checkOutcomes.find((each) => each.check.id === check.id) }));
  return {
    ...{ id: run.id, name: run.name, detail: `${networkName(run)}, ${run.dataset}, seed ${run.seed}` },
    href: `/runs/${encodeURIComponent(run.id)}?tab=checks`,
    result: worstOf(outcomes.flatMap(({ outcome }) => outcome?.result ?? [])),
    cells: outcomes.map(({ check, outcome }) => {
      if (!outcome) return { key: check.id, look: resultLook('UNDECIDED'), value: '…', hover: 'not read yet' };
      const value = valueWords(outcome.value, check.metric, metrics);
      const at = outcome.epoch === null ? '' : `, epoch ${outcome.epoch}`;
      return { key: check.id, look: resultLook(outcome.result), value: value.text, hover: [`${value.exact}${at}`, whyText(outcome)].filter(Boolean).join('. ') };
    }),
  };
}

/** The matrix for a file: of each check what came out and the value in full. */
export function matrixTable({ columns }: Matrix, rows: readonly MatrixRow[], runs: readonly CheckedRun[]): TableText {
  const byId = new Map(runs.map((run) => [run.id, run]));
  return {
    heads: ['Run', 'Network, data, seed', 'All', ...columns.flatMap(({ name }) => [name, `${name}, value`])],
    rows: rows.map(({ id, name, detail, result, cells }) => [
      name, detail, resultLook(result).word,
      ...cells.flatMap(({ key, look }) => [look.word, byId.get(id)?.checkOutcomes.find((outcome) => outcome.check.id === key)?.value ?? null]),
    ]),
  };
}

/** What asks the same in continuous integration. */
export const checkCommand = (slug: string): string => `node collapsar.mjs check --study ${slug}`;
