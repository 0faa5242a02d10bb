import type { TableText } from '../../export/table-text.ts';
import { type Column, type ColumnHead, isAccuracy } from './columns.ts';
import { groupCell, type Item } from './prepare-groups.ts';
import { settingText } from './prepare-rows.ts';
import type { TableEntry } from './table-entry.ts';

/** The table as shown, for a file: numbers in full, times as ISO 8601; the curves stay out. */
export function prepareExport(items: readonly Item[], columns: readonly Column[], heads: readonly ColumnHead[]): TableText {
  const shown = columns.map((column, i) => ({ column, head: heads[i]! })).filter(({ column }) => column.kind !== 'spark');
  return {
    heads: ['Run', ...shown.map(({ head }) => (head.detail ? `${head.title}, ${head.detail}` : head.title))],
    rows: items.map((item) =>
      item.kind === 'run'
        ? [item.entry.run.name, ...shown.map(({ column }) => fileCell(item.entry, column))]
        : [`${item.group.label} (${item.group.entries.length} runs)`, ...shown.map(({ column }) => groupText(item.group.entries, column))],
    ),
  };
}

function groupText(entries: readonly TableEntry[], column: Column): string {
  const { text, detail } = groupCell(entries, column);
  return detail ? `${text} (${detail})` : text;
}

function fileCell({ run, values }: TableEntry, column: Column): number | string | null {
  if (column.kind === 'spark') return null;
  if (column.kind === 'metric') {
    const value = values.get(column.id)?.value ?? null;
    return value !== null && isAccuracy(column.place) ? 1 - value : value;
  }
  switch (column.key) {
    case 'created':
    case 'started':
    case 'finished':
      return run[`${column.key}At`] ?? null;
    case 'phase':
      return run.terminalPhaseEpoch;
    case 'epoch':
      return run.lastEpoch;
    case 'seed':
      return run.seed;
    case 'learningRate':
    case 'weightDecay':
    case 'momentum':
    case 'batchSize':
      return run.optimiser[column.key];
    case 'samplesPerClass':
      return run.samplesPerClass;
    case 'classes':
      return run.classCount;
    case 'features':
      return run.featureCount;
    case 'parameters':
      return run.parameterCount;
    default:
      return settingText(run, column.key);
  }
}
