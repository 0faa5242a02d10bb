import { metric, share } from '../formats/numbers.ts';
import type { MetricHelp } from '../metrics/metric-documents.ts';
import type { SplitValues } from './geometry-run.ts';

type MetricId = MetricHelp['id'];

interface Row {
  /** whose help the name carries */
  id: MetricId;
  name: string;
  means: MetricId | null;
  classifiers: MetricId | null;
  /** about both at once */
  both?: MetricId;
}

const ROWS: readonly Row[] = [
  { id: 'NC1', name: 'NC1, spread', means: 'NC1', classifiers: null },
  { id: 'NC2_EQUINORM_MEANS', name: 'NC2, equal norms', means: 'NC2_EQUINORM_MEANS', classifiers: 'NC2_EQUINORM_WEIGHTS' },
  { id: 'NC2_EQUIANGULAR_MEANS', name: 'NC2, equal angles', means: 'NC2_EQUIANGULAR_MEANS', classifiers: 'NC2_EQUIANGULAR_WEIGHTS' },
  { id: 'NC2_MAX_ANGLE_MEANS', name: 'NC2, maximal angle', means: 'NC2_MAX_ANGLE_MEANS', classifiers: 'NC2_MAX_ANGLE_WEIGHTS' },
  { id: 'NC3_DUALITY', name: 'NC3, self-duality', means: null, classifiers: null, both: 'NC3_DUALITY' },
  { id: 'NC4_MISMATCH', name: 'NC4, mismatch', means: null, classifiers: null, both: 'NC4_MISMATCH' },
];

/** The metrics that stand beside the geometry. */
export const SHOWN_METRICS: MetricId[] = ROWS.flatMap(({ means, classifiers, both }) => [means, classifiers, both ?? null]).filter((id) => id !== null);

export interface EpochValue {
  text: string;
  /** the full value, or why there is none */
  title: string;
}

export interface EpochRow {
  id: MetricId;
  name: string;
  means: EpochValue | null;
  classifiers: EpochValue | null;
  both: EpochValue | null;
}

/** What the metrics are at a measured epoch. */
export function metricsAt(values: SplitValues | null, epoch: number): EpochRow[] {
  const index = values?.epochs.indexOf(epoch) ?? -1;
  const at = (id: MetricId | null | undefined): EpochValue | null => {
    if (!id) return null;
    const value = values?.columns.find(({ metric: other }) => other === id)?.values[index] ?? null;
    if (value === null) return { text: '–', title: values ? 'no value at this epoch' : 'being read' };
    return { text: id === 'NC4_MISMATCH' ? share(value) : metric(value), title: String(value) };
  };
  return ROWS.map(({ id, name, means, classifiers, both }) => ({ id, name, means: at(means), classifiers: at(classifiers), both: at(both) }));
}

/** NC1 at an epoch as a still frame tells it. */
export const spreadAt = (values: SplitValues | null, epoch: number): string => metricsAt(values, epoch)[0]!.means!.text;

/** "49 before terminal phase", "terminal phase begins", "285 into terminal phase". */
export function sincePhase(epoch: number, phase: number | null, isProvisional: boolean): string {
  if (phase === null) return 'terminal phase not reached';
  const name = isProvisional ? 'terminal phase (so far)' : 'terminal phase';
  const away = Math.round(epoch) - phase;
  if (away === 0) return `${name} begins`;
  return away < 0 ? `${-away} before ${name}` : `${away} into ${name}`;
}

export function phaseWord(epoch: number, phase: number | null): string {
  if (phase === null || epoch < phase) return 'before';
  return epoch === phase ? 'phase begins' : 'terminal';
}
