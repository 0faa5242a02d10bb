import { FIGURES, type Figure } from '../figures/catalogue.ts';
import type { MetricId } from '../figures/metric-entry.ts';
import type { View } from '../figures/view.ts';
import type { NotePlace } from '../charts/notes.ts';
import type { Pin } from '../charts/pins.ts';
import { pinOf, pinsOfFigure, type Place, placeOn } from './prepare-notes.ts';
import type { Thread } from './review-documents.ts';

/** How a run's page shows its charts. */
export interface Showing {
  view: View;
  layer: string;
  /** epoch at which the x axes of the figures begin */
  origin: number;
  activeId: string | null;
}

const alone = (id: string, metric: MetricId): Figure => ({ id, metric, sources: [{ kind: 'metric', metric, label: '', colour: 'ink', mark: null, hasSplits: true }] });
/** Figures of other tabs: over plain epochs, of the test images and the last layer, whatever the figures' own view says. */
const OTHERS: readonly Figure[] = [alone('robustness', 'ROBUSTNESS_DEEPFOOL'), alone('test-accuracy', 'ERROR')];

const figureOf = (id: string) => FIGURES.find((figure) => figure.id === id) ?? null;
const otherOf = (id: string) => OTHERS.find((figure) => figure.id === id) ?? null;
const plain = (showing: Showing): Showing => ({ ...showing, view: { ...showing.view, split: 'test' }, layer: 'last', origin: 0 });

/** The pins of one of the page's charts; none on a chart that the notes do not know. */
export function pinsOfChart(id: string, threads: readonly Thread[], showing: Showing): Pin[] {
  const [figure, other, map] = [figureOf(id), otherOf(id), mapOf(id)];
  if (figure) return pinsOfFigure(figure, threads, showing);
  if (other) return pinsOfFigure(other, threads, plain(showing));
  if (!map) return [];
  return threads.flatMap((thread) => (thread.anchor?.metric === map.metric && thread.anchor.split === map.split ? (pinOf(thread, { lineId: thread.anchor.layer, origin: 0, activeId: showing.activeId }) ?? []) : []));
}

/** What a new note on a chart is about; null on a chart that the notes do not know. */
export function placeOnChart(id: string, place: NotePlace, showing: Showing): Place | null {
  const [figure, other, map] = [figureOf(id), otherOf(id), mapOf(id)];
  if (figure) return placeOn(figure, place, showing);
  if (other) return placeOn(other, place, plain(showing));
  return map && { ...map, layer: place.lineId ?? 'last', fromEpoch: place.x, toEpoch: place.x };
}

/** What a map of the depth tab shows, from the name that it has for the notes (`depthNotes` there). */
function mapOf(id: string): Pick<Place, 'metric' | 'split'> | null {
  const [depth, metric, split] = id.split(' ');
  return depth === 'depth' && metric ? { metric: metric as MetricId, split: split === 'test' ? 'TEST' : 'TRAIN' } : null;
}
