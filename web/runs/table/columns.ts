import type { MetricEntry, MetricId } from '../../figures/metric-entry.ts';

export type Moment = 'phase' | 'end' | 'best';

/** A value of a run: of which metric, of which images, at which epoch. */
export interface Place {
  metric: MetricId;
  split: 'TRAIN' | 'TEST';
  at: Moment;
}

export const MOMENTS: readonly { value: Moment; label: string }[] = [
  { value: 'phase', label: 'at the terminal phase' },
  { value: 'end', label: 'at the end' },
  { value: 'best', label: 'best' },
];

export const SETTING_COLUMNS = {
  status: { title: 'Status', width: 112, isNumeric: false },
  study: { title: 'Study', width: 150, isNumeric: false },
  network: { title: 'Network', width: 124, isNumeric: false },
  dataset: { title: 'Data set', width: 116, isNumeric: false },
  phase: { title: 'Terminal phase from', width: 108, isNumeric: true },
  epoch: { title: 'Epoch', width: 92, isNumeric: true },
  seed: { title: 'Seed', width: 64, isNumeric: true },
  loss: { title: 'Loss function', width: 120, isNumeric: false },
  learningRate: { title: 'Learning rate', width: 92, isNumeric: true },
  weightDecay: { title: 'Weight decay', width: 92, isNumeric: true },
  momentum: { title: 'Momentum', width: 84, isNumeric: true },
  batchSize: { title: 'Batch size', width: 80, isNumeric: true },
  samplesPerClass: { title: 'Images a class', width: 92, isNumeric: true },
  classes: { title: 'Classes C', width: 76, isNumeric: true },
  features: { title: 'Features p', width: 84, isNumeric: true },
  parameters: { title: 'Parameters', width: 104, isNumeric: true },
  verdicts: { title: 'Verdicts', width: 150, isNumeric: false },
  checks: { title: 'Checks', width: 116, isNumeric: false },
  tags: { title: 'Tags', width: 150, isNumeric: false },
  source: { title: 'Source', width: 96, isNumeric: false },
  created: { title: 'Queued', width: 104, isNumeric: true },
  started: { title: 'Started', width: 104, isNumeric: true },
  finished: { title: 'Finished', width: 104, isNumeric: true },
} as const;

export type SettingColumn = keyof typeof SETTING_COLUMNS;

export type Column = { id: string } & ({ kind: 'setting'; key: SettingColumn } | { kind: 'metric'; place: Place } | { kind: 'spark' });

export const SPARK_ID = 'nc1-curve';
export const PLAIN_COLUMNS = ['status', 'network', 'dataset', 'phase', 'NC1@phase', 'NC1@end', SPARK_ID, 'ERROR.test@end', 'finished'];
/** More make no table that anybody reads, and cost the server ever more. */
export const MOST_COLUMNS = 24;

export const placeId = ({ metric, split, at }: Place): string => `${metric}${split === 'TEST' ? '.test' : ''}@${at}`;

/** The place in a text as `placeId` writes it; null where it is none. */
export function placeIn(text: string): Place | null {
  const found = /^([A-Z][A-Z0-9_]*)(\.test)?@(phase|end|best)$/.exec(text);
  return found && { metric: found[1] as MetricId, split: found[2] ? 'TEST' : 'TRAIN', at: found[3] as Moment };
}

/** The column of an id; null where there is none. Whether the metric exists is known by the server's catalogue alone. */
export function columnOf(id: string): Column | null {
  if (id === SPARK_ID) return { id, kind: 'spark' };
  if (Object.hasOwn(SETTING_COLUMNS, id)) return { id, kind: 'setting', key: id as SettingColumn };
  const place = placeIn(id);
  return place && { id, kind: 'metric', place };
}

/** The columns with one of them put before another; null: at the end. */
export function movedColumn(columns: readonly Column[], id: string, before: string | null): Column[] {
  const moved = columns.find((column) => column.id === id);
  if (!moved || id === before) return [...columns];
  const others = columns.filter((column) => column !== moved);
  const at = before === null ? -1 : others.findIndex((column) => column.id === before);
  return at < 0 ? [...others, moved] : [...others.slice(0, at), moved, ...others.slice(at)];
}

/** An error on test images is read as accuracy. */
export const isAccuracy = ({ metric, split }: Place): boolean => metric === 'ERROR' && split === 'TEST';

export interface ColumnHead {
  title: string;
  /** the full name, where the title is a symbol or may be cut off */
  hover?: string;
  /** second line: which images, which epoch */
  detail: string;
  width: number;
  isNumeric: boolean;
}

const AT: Record<Moment, string> = { phase: 'at the phase', end: 'end', best: 'best' };

/** The words over a column. */
export function headOf(column: Column, metrics: readonly Pick<MetricEntry, 'id' | 'symbol' | 'title'>[]): ColumnHead {
  if (column.kind === 'spark') return { title: 'NC1', detail: 'log–log', width: 116, isNumeric: false };
  if (column.kind === 'setting') return { ...SETTING_COLUMNS[column.key], detail: '' };
  const { place } = column;
  if (isAccuracy(place)) return { title: 'Test accuracy', detail: AT[place.at], width: 104, isNumeric: true };
  const entry = metrics.find(({ id }) => id === place.metric);
  const name = metricName(place.metric, metrics);
  return { title: name, hover: entry?.title, detail: `${place.split === 'TEST' ? 'test, ' : ''}${AT[place.at]}`, width: Math.max(96, Math.min(132, 7 * name.length + 20)), isNumeric: true };
}

/** A column in a line of text: "NC1, end". */
export function columnWords(column: Column, metrics: Parameters<typeof headOf>[1]): string {
  return column.kind === 'spark' ? 'NC1 as a curve' : headWords(headOf(column, metrics));
}

/** A head in a line of text. */
export const headWords = ({ title, detail }: Pick<ColumnHead, 'title' | 'detail'>): string => (detail ? `${title}, ${detail}` : title);

/** Where a column stands now, for whoever does not see it move. */
export function placeWords(columns: readonly Column[], id: string, metrics: Parameters<typeof headOf>[1]): string {
  const at = columns.findIndex((column) => column.id === id);
  return at < 0 ? '' : `${columnWords(columns[at]!, metrics)} is now column ${at + 1} of ${columns.length}`;
}

/** The symbol of a metric; with its title where others have the same symbol, unless it is the one that is called so. */
export function metricName(id: string, metrics: readonly Pick<MetricEntry, 'id' | 'symbol' | 'title'>[]): string {
  const entry = metrics.find((each) => each.id === id);
  if (!entry) return id;
  if (!entry.symbol) return entry.title;
  const isPlain = entry.id === entry.symbol || metrics.filter(({ symbol }) => symbol === entry.symbol).length === 1;
  return isPlain ? entry.symbol : `${entry.symbol} ${entry.title[0]!.toLowerCase()}${entry.title.slice(1)}`;
}
