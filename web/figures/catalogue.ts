import type { LineColour, MarkShape } from '../charts/model.ts';
import type { MetricId } from './metric-entry.ts';

/** A metric in a figure, drawn for one split or for both. */
export interface MetricSource {
  kind: 'metric';
  metric: MetricId;
  label: string;
  colour: LineColour;
  mark: MarkShape | null;
  /** false where both splits have the same value: the classifier is one */
  hasSplits: boolean;
}

/** Loss or error, evaluated at more epochs than a snapshot was taken of. */
export interface HistorySource {
  kind: 'history';
  of: 'error' | 'loss';
}

export interface Figure {
  id: string;
  /** whose title, figure number, axis and target it has; null for the loss, which is no metric of a snapshot */
  metric: MetricId | null;
  sources: readonly (MetricSource | HistorySource)[];
  namesPhase?: boolean;
}

const curve = (metric: MetricId): MetricSource => ({
  kind: 'metric',
  metric,
  label: '',
  colour: 'ink',
  mark: null,
  hasSplits: true,
});
const means = (metric: MetricId): MetricSource => ({
  kind: 'metric',
  metric,
  label: 'means',
  colour: 'means',
  mark: 'disc',
  hasSplits: true,
});
const classifiers = (metric: MetricId): MetricSource => ({
  kind: 'metric',
  metric,
  label: 'classifiers',
  colour: 'classifiers',
  mark: 'diamond',
  hasSplits: false,
});

/** The figures of a run, in the order in which they stand. One line a figure. */
export const FIGURES: readonly Figure[] = [
  { id: 'error', metric: 'ERROR', sources: [{ kind: 'history', of: 'error' }], namesPhase: true },
  { id: 'nc1', metric: 'NC1', sources: [curve('NC1')] },
  {
    id: 'equal-norms',
    metric: 'NC2_EQUINORM_MEANS',
    sources: [means('NC2_EQUINORM_MEANS'), classifiers('NC2_EQUINORM_WEIGHTS')],
  },
  {
    id: 'equal-angles',
    metric: 'NC2_EQUIANGULAR_MEANS',
    sources: [means('NC2_EQUIANGULAR_MEANS'), classifiers('NC2_EQUIANGULAR_WEIGHTS')],
  },
  { id: 'loss', metric: null, sources: [{ kind: 'history', of: 'loss' }] },
  { id: 'nc4', metric: 'NC4_MISMATCH', sources: [curve('NC4_MISMATCH')] },
  { id: 'nc3', metric: 'NC3_DUALITY', sources: [curve('NC3_DUALITY')] },
  {
    id: 'maximal-angle',
    metric: 'NC2_MAX_ANGLE_MEANS',
    sources: [means('NC2_MAX_ANGLE_MEANS'), classifiers('NC2_MAX_ANGLE_WEIGHTS')],
  },
];
