import { summaryText } from '../checks/prepare-outcomes.ts';
import { sparklineDomain } from '../charts/prepare-sparkline.ts';
import { familyName } from '../formats/names.ts';
import { dayOf } from '../formats/times.ts';
import { MINUS, NONE, count, metric } from '../formats/numbers.ts';
import { STATUSES, statusLook } from '../runs/prepare-status.ts';
import { studyHref } from '../studies/prepare-study.ts';
import { type Curve, type OverviewCurves, atPhase, lastOf } from './overview-curves.ts';
import type { ChecksAnswer } from './needs-documents.ts';
import type { OverviewAnswer, StudyNode } from './overview-documents.ts';
import { type Bundle, bundleDomain, prepareBundle } from './prepare-bundle.ts';

/** The paper's families and data sets, row by row. */
const FAMILIES = ['vgg', 'resnet', 'densenet'];
const DATASETS = ['MNIST', 'FashionMNIST', 'SVHN', 'CIFAR10', 'CIFAR100', 'STL10', 'ImageNet'];
const SIZE = { width: 178, height: 46 };

export type MiniState = 'full' | 'training' | 'lacking' | 'none';

export interface StudyRow {
  id: string;
  name: string;
  description: string;
  href: string;
  cells: { key: string; state: MiniState; title: string }[];
  gridLabel: string;
  runs: string;
  statuses: string;
  reached: string;
  /** null: no run has reached its terminal phase */
  bundle: Bundle | null;
  /** of how many runs the values are, where not of all */
  basis: string | null;
  nc1: { median: string; range: string };
  gain: { text: string; title: string };
  /** null until it was read */
  checks: { text: string; detail: string; isFailed: boolean } | null;
  isFinal: boolean;
  /** what the study that a new record begins with says of itself; null for every other */
  recorded: string | null;
}

/** A row for each study in use: its grid, its runs, and how NC1 and accuracy went since the terminal phase. */
export function prepareStudies({ studies }: OverviewAnswer, curves: OverviewCurves | null, checks: ChecksAnswer | null = null): StudyRow[] {
  const shown = studies.nodes.filter(({ archivedAt }) => archivedAt === null);
  const shifted = shown.map((study) => shiftedCurves(study, curves));
  const all = shifted.flat().map(({ curve }) => curve);
  const common = { x: bundleDomain(all), y: sparklineDomain(all.map(({ values }) => values)), ...SIZE };
  return shown.map((study, k) => ({ ...rowOf(study, curves, shifted[k]!.length > 0 ? prepareBundle({ curves: shifted[k]!, ...common }) : null), checks: checksOf(study, checks) }));
}

function checksOf({ id }: StudyNode, checks: ChecksAnswer | null): StudyRow['checks'] {
  const summary = checks?.studies.nodes.find((study) => study.id === id)?.checkSummary;
  return summary ? { ...summaryText(summary), isFailed: summary.result === 'FAILED' } : null;
}

function shiftedCurves({ newestRuns }: StudyNode, curves: OverviewCurves | null): { id: string; curve: Curve }[] {
  return newestRuns.flatMap(({ id, terminalPhaseEpoch: phase }) => {
    const curve = curves?.nc1.get(id);
    return curve && phase !== null && lastOf(curve) !== null ? [{ id, curve: { epochs: curve.epochs.map((epoch) => epoch - phase), values: curve.values } }] : [];
  });
}

function rowOf(study: StudyNode, curves: OverviewCurves | null, bundle: Bundle | null): Omit<StudyRow, 'checks'> {
  const { runGroups, newestRuns } = study;
  const total = sum(runGroups.map(({ runCount }) => runCount));
  const cells = FAMILIES.flatMap((family) => DATASETS.map((dataset) => cellOf(study, family, dataset)));
  const is = (state: MiniState) => cells.filter((cell) => cell.state === state).length;
  return {
    ...{ id: study.id, name: study.name, description: study.description },
    ...{ href: studyHref(study.slug), isFinal: study.finalAt !== null },
    recorded: study.recorded && `Trained on ${dayOf(study.recorded.madeAt)} by this program and brought along; its page says how, and removes it`,
    ...{ cells, gridLabel: `${is('full')} of 21 cells filled, ${is('training')} training, ${is('lacking')} without terminal phase, ${is('none')} empty` },
    runs: count(total),
    statuses: statusText(study),
    reached: count(sum(runGroups.map(({ terminalPhaseCount }) => terminalPhaseCount))),
    bundle,
    basis: newestRuns.length < total ? `newest ${newestRuns.length} of ${count(total)} runs` : null,
    ...{ nc1: endOf(study, curves), gain: gainOf(study, curves) },
  };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function cellOf({ runGroups }: StudyNode, family: string, dataset: string): StudyRow['cells'][number] {
  const groups = runGroups.filter((group) => group.architecture === family && group.dataset === dataset);
  const isTraining = groups.some(({ status }) => status === 'RUNNING' || status === 'PAUSED');
  const hasPhase = groups.some(({ terminalPhaseCount }) => terminalPhaseCount > 0);
  const state: MiniState = groups.length === 0 ? 'none' : hasPhase ? 'full' : isTraining ? 'training' : 'lacking';
  const words = { none: 'no run', full: 'reached the terminal phase', training: 'training', lacking: 'no run with a terminal phase' };
  return { key: `${family} ${dataset}`, state, title: `${familyName(family)}, ${dataset}: ${words[state]}` };
}

/** "9 completed, 2 training, 1 diverged". */
function statusText({ runGroups }: StudyNode): string {
  return STATUSES.flatMap((status) => {
    const number = sum(runGroups.filter((group) => group.status === status).map(({ runCount }) => runCount));
    return number > 0 ? [`${count(number)} ${statusLook(status).word}`] : [];
  }).join(', ');
}

/** Of the runs that reached the phase: the value of the others says something else. */
function endOf({ newestRuns }: StudyNode, curves: OverviewCurves | null): StudyRow['nc1'] {
  const ends = newestRuns.flatMap(({ id, terminalPhaseEpoch }) => (terminalPhaseEpoch === null ? [] : (lastOf(curves?.nc1.get(id)) ?? [])));
  if (ends.length === 0) return { median: NONE, range: '' };
  return { median: metric(median(ends)), range: ends.length > 1 ? `${metric(Math.min(...ends))} to ${metric(Math.max(...ends))}` : 'one run' };
}

function gainOf({ newestRuns }: StudyNode, curves: OverviewCurves | null): StudyRow['gain'] {
  const gains = newestRuns.flatMap(({ id, terminalPhaseEpoch }) => {
    const curve = curves?.testError.get(id);
    const [from, to] = [atPhase(curve, terminalPhaseEpoch), lastOf(curve)];
    return from === null || to === null ? [] : [100 * (from - to)];
  });
  if (gains.length === 0) return { text: NONE, title: 'No run was tested in its terminal phase.' };
  const middle = Number(median(gains).toFixed(1));
  return { text: middle > 0 ? `+${middle.toFixed(1)}` : middle < 0 ? `${MINUS}${Math.abs(middle).toFixed(1)}` : '±0.0', title: `Median of ${gains.length} runs, in points of per cent` };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}
