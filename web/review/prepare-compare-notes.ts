import type { NotePlace } from '../charts/notes.ts';
import type { Pin } from '../charts/pins.ts';
import type { MetricId } from '../figures/metric-entry.ts';
import { pinOf, type Place } from './prepare-notes.ts';
import type { Thread } from './review-documents.ts';

/** What notes need to know of a group of runs that is compared: its line goes by the group's key. */
export interface NotedGroup {
  key: string;
  isHidden: boolean;
  runs: readonly { id: string; name: string; lastEpoch: number; terminalPhaseEpoch: number | null; study: { id: string } | null }[];
}

export interface NotedView {
  align: 'phase' | 'epoch';
  split: 'TRAIN' | 'TEST';
}

type Run = NotedGroup['runs'][number];

/** Epoch at which a run's curve begins; null where it has none in this view. */
const originOf = ({ terminalPhaseEpoch }: Run, { align }: NotedView): number | null => (align === 'phase' ? terminalPhaseEpoch : 0);

/** The pins of a metric's chart: notes on the runs whose groups are shown, each on its own run's curve. */
export function pinsOfComparison(metric: string, threads: readonly Thread[], groups: readonly NotedGroup[], view: NotedView, activeId: string | null): Pin[] {
  return threads.flatMap((thread): Pin[] => {
    const { anchor } = thread;
    if (!anchor || anchor.metric !== metric || anchor.split !== view.split || anchor.layer !== 'last') return [];
    const group = groups.find(({ isHidden, runs }) => !isHidden && runs.some(({ id }) => id === thread.run?.id));
    const run = group?.runs.find(({ id }) => id === thread.run?.id);
    const origin = run ? originOf(run, view) : null;
    if (!group || !run || origin === null) return [];
    const pin = pinOf(thread, { lineId: group.key, origin, activeId, on: run.name });
    return pin ? [{ ...pin, traceId: run.id }] : [];
  });
}

/** A run that a new note can be on, and the place it would have there. */
export interface Candidate {
  runId: string;
  studyId: string;
  name: string;
  place: Place;
}

/** The runs that a note at a place of a metric's chart can be on: of the line that was pointed at, else of all lines that are shown; the run pointed at first. */
export function candidatesOf(metric: string, { x, lineId, traceId }: NotePlace, groups: readonly NotedGroup[], view: NotedView): Candidate[] {
  const shown = groups.filter(({ key, isHidden }) => !isHidden && (lineId === null || key === lineId));
  const found = shown.flatMap(({ runs }) => runs.flatMap((run) => candidateOf(metric as MetricId, x, run, view) ?? []));
  return [...found.filter(({ runId }) => runId === traceId), ...found.filter(({ runId }) => runId !== traceId)];
}

function candidateOf(metric: MetricId, x: number, run: Run, view: NotedView): Candidate | null {
  const origin = originOf(run, view);
  const epoch = origin === null ? 0 : x + origin;
  if (epoch < 1 || epoch > run.lastEpoch || run.study === null) return null;
  return { runId: run.id, studyId: run.study.id, name: run.name, place: { metric, split: view.split, layer: 'last', fromEpoch: epoch, toEpoch: epoch } };
}
