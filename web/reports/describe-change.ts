import { plural } from '../formats/names.ts';
import { fromTo, metric as metricText } from '../formats/numbers.ts';
import type { Answer, AnsweredCurve, ChartAnswer, Frozen, GeometryAnswer, Now, PaperCellAnswer, TableAnswer, ThreadAnswer } from './blocks.ts';

/** How a block stands to what there is now. */
export interface Standing {
  kind: 'unknown' | 'same' | 'changed' | 'gone';
  /** the mark, in a few words; empty where there is nothing to mark */
  mark: string;
  /** what changed, a sentence each */
  changes: string[];
}

/** More changed values than these are counted, not listed. */
const MOST_LISTED = 4;

type NameOf = (metric: string) => string;

/** Compares what was kept with what there is now; `now` null: not read so far. `nameOf` a metric as people call it. */
export function standingOf(frozen: Frozen, now: Now | null, nameOf: NameOf = (metric) => metric): Standing {
  if (!now) return { kind: 'unknown', mark: '', changes: [] };
  if (now.reason !== null) return { kind: 'gone', mark: 'cannot be answered now', changes: [sentenceOf(now.reason)] };
  if (now.isPending || !now.answer) return { kind: 'unknown', mark: '', changes: ['Values are still measured.'] };
  const formulas = formulaChanges(frozen.formulas, now.formulas ?? {}, nameOf);
  if (!now.isChanged && formulas.length === 0) return { kind: 'same', mark: '', changes: [] };
  const answers = now.isChanged ? changesOf(frozen.answer, now.answer, nameOf) : [];
  return { kind: 'changed', mark: 'now differs', changes: [...formulas, ...(answers.length > 0 || !now.isChanged ? answers : ['What is written beside the values changed.'])] };
}

/** A reason begins with a code in capitals, which is for programs. */
function sentenceOf(reason: string): string {
  const [, code, sentence] = /^([A-Z_]+): ([\s\S]*)$/.exec(reason) ?? [null, '', reason];
  return code === 'NOT_FOUND' ? `${sentence} It was deleted, or is not yours to see.` : sentence!;
}

function formulaChanges(before: Record<string, number>, after: Record<string, number>, nameOf: NameOf): string[] {
  return Object.keys(before).flatMap((id) => (after[id] !== undefined && after[id] !== before[id] ? [`${nameOf(id)}: formula ${fromTo(String(before[id]), String(after[id]))}.`] : []));
}

function changesOf(before: Answer, after: Answer, nameOf: NameOf): string[] {
  if (before.kind === 'chart' && after.kind === 'chart') return chartChanges(before, after, nameOf);
  if (before.kind === 'table' && after.kind === 'table') return tableChanges(before, after, nameOf);
  if (before.kind === 'geometry' && after.kind === 'geometry') return geometryChanges(before, after);
  if (before.kind === 'paper-cell' && after.kind === 'paper-cell') return cellChanges(before, after, nameOf);
  if (before.kind === 'thread' && after.kind === 'thread') return threadChanges(before, after);
  return [];
}

const curveKey = ({ metric, runIds }: AnsweredCurve) => `${metric} ${[...runIds].sort().join(' ')}`;

function chartChanges({ curves: before }: ChartAnswer, { curves: after }: ChartAnswer, nameOf: NameOf): string[] {
  const lost = before.filter((curve) => !after.some((each) => curveKey(each) === curveKey(curve)));
  const added = after.filter((curve) => !before.some((each) => curveKey(each) === curveKey(curve)));
  const pairs = before.flatMap((curve) => {
    const now = after.find((each) => curveKey(each) === curveKey(curve));
    return now ? [{ curve, now }] : [];
  });
  const pointsAdded = pairs.reduce((sum, { curve, now }) => sum + now.positions.filter((x) => !curve.positions.includes(x)).length, 0);
  const pointsLost = pairs.reduce((sum, { curve, now }) => sum + curve.positions.filter((x) => !now.positions.includes(x)).length, 0);
  const valuesChanged = pairs.reduce((sum, { curve, now }) => sum + curve.positions.filter((x, i) => now.positions.includes(x) && now.values[now.positions.indexOf(x)] !== curve.values[i]).length, 0);
  const bands = pairs.some(({ curve, now }) => JSON.stringify([curve.low, curve.high]) !== JSON.stringify([now.low, now.high]) && JSON.stringify(curve.positions) === JSON.stringify(now.positions));
  return [
    ...lost.map(({ label, metric }) => `The curve of ${nameOf(metric)}, ${label}, is not there any more.`),
    ...added.map(({ label, metric }) => `There is another curve of ${nameOf(metric)}, ${label}.`),
    ...(pointsAdded > 0 ? [`${plural(pointsAdded, 'point')} more.`] : []),
    ...(pointsLost > 0 ? [`${plural(pointsLost, 'point')} less.`] : []),
    ...(valuesChanged > 0 ? [`${plural(valuesChanged, 'point')} with another value.`] : []),
    ...(bands && valuesChanged === 0 ? ['The band is another.'] : []),
    ...new Set(pairs.flatMap(({ curve, now }) => [...renamed(curve.label, now.label), ...phaseMoved(now.label, curve.terminalPhase, now.terminalPhase)])),
  ];
}

const renamed = (before: string, after: string) => (before === after ? [] : [`“${before}” is called “${after}” now.`]);

function phaseMoved(label: string, before: number | null, after: number | null): string[] {
  if (before === after) return [];
  const words = (epoch: number | null) => (epoch === null ? 'not reached' : `epoch ${epoch}`);
  return [`Terminal phase of ${label}: ${fromTo(words(before), words(after))}.`];
}

function tableChanges({ rows: before }: TableAnswer, { rows: after }: TableAnswer, nameOf: NameOf): string[] {
  const changes = before.flatMap((row) => {
    const now = after.find(({ runId }) => runId === row.runId);
    if (!now) return [`${row.label} is not there any more.`];
    return [...renamed(row.label, now.label), ...row.cells.flatMap((cell, i) => valueChange(`${nameOf(cell.metric)} of ${now.label}`, cell, now.cells[i] ?? null))];
  });
  return counted(changes, 'value');
}

interface Valued {
  epoch: number | null;
  value: number | null;
}

function valueChange(name: string, before: Valued, after: Valued | null): string[] {
  if (!after || (before.value === after.value && before.epoch === after.epoch)) return [];
  const words = ({ epoch, value }: Valued) => `${value === null ? 'no value' : metricText(value)}${epoch !== null && before.epoch !== after.epoch ? ` at epoch ${epoch}` : ''}`;
  return [`${name}: ${fromTo(words(before), words(after))}.`];
}

/** The first ones, and how many more there are. */
const counted = (changes: readonly string[], noun: string) => (changes.length > MOST_LISTED ? [...changes.slice(0, MOST_LISTED), `${plural(changes.length - MOST_LISTED, `more ${noun}`)}.`] : [...changes]);

function geometryChanges(before: GeometryAnswer, after: GeometryAnswer): string[] {
  const isMoved = JSON.stringify([before.means, before.classifiers, before.target]) !== JSON.stringify([after.means, after.classifiers, after.target]);
  return [
    ...renamed(before.label, after.label),
    ...(before.epoch === after.epoch ? [] : [`It shows epoch ${after.epoch}, and showed epoch ${before.epoch}.`]),
    ...(before.conventions === after.conventions ? [] : ['It is drawn by other conventions.']),
    ...(isMoved && before.epoch === after.epoch ? ['Class means or classifiers stand elsewhere.'] : []),
  ];
}

function cellChanges(before: PaperCellAnswer, after: PaperCellAnswer, nameOf: NameOf): string[] {
  if (before.runId !== after.runId) return [`Another run stands in the cell: ${fromTo(before.label ?? 'none', after.label ?? 'none')}.`];
  const points = before.columns.flatMap((column) => {
    const now = after.columns.find(({ metric, split }) => metric === column.metric && split === column.split);
    if (!now) return [`${nameOf(column.metric)} is not there any more.`];
    return [...valueChange(`${nameOf(column.metric)} in the terminal phase`, column.atTerminalPhase, now.atTerminalPhase), ...valueChange(`${nameOf(column.metric)} at the end`, column.atLast, now.atLast)];
  });
  const isOther = JSON.stringify(before.accuracy) !== JSON.stringify(after.accuracy);
  return [...renamed(before.label ?? '', after.label ?? ''), ...counted(points, 'value'), ...(isOther ? ['The test accuracy is another.'] : [])];
}

function threadChanges(before: ThreadAnswer, after: ThreadAnswer): string[] {
  const more = after.comments.length - before.comments.length;
  const edited = before.comments.filter(({ body }, i) => after.comments[i] && after.comments[i].body !== body).length;
  return [
    ...(more > 0 ? [`${plural(more, 'comment')} more.`] : []),
    ...(edited > 0 ? [`${plural(edited, 'comment')} edited or taken back.`] : []),
    ...(before.resolvedAt === null && after.resolvedAt !== null ? ['It was resolved.'] : []),
    ...(before.resolvedAt !== null && after.resolvedAt === null ? ['It was opened again.'] : []),
    ...renamed(before.runName ?? 'the study', after.runName ?? 'the study'),
  ];
}
