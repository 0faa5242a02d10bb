import type { Run } from '../../../prisma/client.ts';
import type { ArchitectureOptions, Optimiser, Schedule } from '../../../prisma/run-settings.ts';

const FAMILY: Record<string, string> = { vgg: 'VGG', resnet: 'ResNet', densenet: 'DenseNet' };

export const familyOf = ({ architecture }: Run): string => FAMILY[architecture] ?? architecture;

/** "VGG6, width 8". */
export function networkOf(run: Run): string {
  const { width, growth } = run.architectureOptions as ArchitectureOptions;
  return [`${familyOf(run)}${run.depth}`, ...(width === undefined ? [] : [`width ${width}`]), ...(growth === undefined ? [] : [`growth ${growth}`])].join(', ');
}

export const optimiserOf = (run: Run): Optimiser => run.optimiser as unknown as Optimiser;

/** "x0.4 after 60, x0.4 after 112". */
export const stepsOf = (run: Run): string => (run.schedule as unknown as Schedule).steps.map(({ afterEpoch, factor }) => `x${factor} after ${afterEpoch}`).join(', ');

/** Three digits that matter; an absent value as a dash. */
export function digits(value: number | null): string {
  if (value === null) return '–';
  if (value === 0) return '0';
  const text = Math.abs(value) < 0.001 ? value.toExponential(2) : Number(value.toPrecision(3)).toString();
  return text.replace('-', '\u2212');
}

/** A share in per cent, with one digit. */
export const percent = (value: number | null): string => (value === null ? '–' : `${(100 * value).toFixed(1)}`);

/** "9 of 12". */
export const ofAll = (some: number, all: number): string => `${some} of ${all}`;

/** A table in Markdown: columns of numbers to the right, of words to the left. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const isOfNumbers = (column: number) => rows.every((row) => /^[\d\u2212+\u2013]/.test(row[column]!));
  return [line(head), line(head.map((_, column) => (isOfNumbers(column) ? '---:' : '---'))), ...rows.map(line)].join('\n');
}
