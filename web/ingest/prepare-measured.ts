import { exact, metric as number, NONE, share } from '../formats/numbers.ts';
import type { ImportedColumns, ImportedValues, MetricId } from './ingest-documents.ts';

/** Those of the paper's figures, in its order. */
export const SHOWN_METRICS: readonly MetricId[] = [
  'ERROR', 'NC1', 'NC2_EQUINORM_MEANS', 'NC2_EQUINORM_WEIGHTS', 'NC2_EQUIANGULAR_MEANS', 'NC2_EQUIANGULAR_WEIGHTS',
  'NC2_MAX_ANGLE_MEANS', 'NC2_MAX_ANGLE_WEIGHTS', 'NC3_DUALITY', 'NC4_MISMATCH',
];
const SHARES: readonly MetricId[] = ['ERROR', 'NC4_MISMATCH'];

export interface Cell {
  text: string;
  /** the full number, or why there is none */
  title: string;
}

export interface MeasuredRow {
  metric: MetricId;
  train: Cell;
  test: Cell | null;
}

export interface MeasuredTable {
  rows: MeasuredRow[];
  hasTest: boolean;
  /** each once, whichever metrics it concerns */
  warnings: string[];
}

/** The metrics of one file, for its train samples and, where it has them, its test samples. */
export function prepareMeasured(values: ImportedValues): MeasuredTable {
  const [train, test] = [columnsOf(values.train), columnsOf(values.test)];
  const hasTest = test.some((column) => column.values.length > 0);
  const rows = train.map(({ metric }, i) => ({ metric, train: cellOf(train, i), test: hasTest ? cellOf(test, i) : null }));
  const warnings = [...new Set([...train, ...test].flatMap((column) => column.warnings))];
  return { rows, hasTest, warnings };
}

/** Whether some values are still being measured, so that the same question has more to tell in a moment. */
export const isPending = ({ train, test }: ImportedValues): boolean => [...columnsOf(train), ...columnsOf(test)].some(({ gaps }) => gaps.some(({ kind }) => kind === 'PENDING'));

const columnsOf = (series: ImportedValues['train']): readonly ImportedColumns[] => series?.[0]?.columns ?? [];

function cellOf(columns: readonly ImportedColumns[], i: number): Cell {
  const { metric, values, gaps } = columns[i]!;
  const value = values.at(-1);
  if (value == null) return { text: NONE, title: gaps.at(-1)?.reason ?? 'not measured' };
  return { text: SHARES.includes(metric) ? share(value) : number(value), title: exact(value) };
}
