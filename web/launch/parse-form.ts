import type { FieldName, FormValues } from './form.ts';
import type { SettingsInput } from './launch-documents.ts';

/** What a form asks for, as far as it can be read. */
export interface ParsedForm {
  settings: SettingsInput;
  /** more than one: a run for each */
  seeds: number[];
  /** number of learning rates; null: one */
  sweep: number | null;
  errors: Partial<Record<FieldName, string>>;
}

/** Reads the texts of a form. What is no number is told at its field; what a number may be is the server's to say. */
export function parseForm(values: FormValues): ParsedForm {
  const errors: ParsedForm['errors'] = {};
  const read = <T>(name: FieldName, parse: (text: string) => T | null, wanted: string): T | undefined => {
    const text = values[name].trim();
    if (text === '') return undefined;
    const value = parse(text);
    if (value === null) errors[name] = `This must be ${wanted}.`;
    return value ?? undefined;
  };
  const number = (name: FieldName) => read(name, numberIn, 'a number');
  const whole = (name: FieldName) => read(name, wholeIn, 'a whole number');
  const perClass = (name: FieldName) => (values[name].trim().toLowerCase() === 'all' ? null : read(name, wholeIn, 'a whole number, or "all"'));
  const text = (name: FieldName) => values[name].trim() || undefined;
  const sweep = read('sweep', wholeIn, 'a whole number of rates') ?? null;
  const seeds = read('seeds', seedsIn, 'whole numbers such as 1, 2, 3 or 1-5') ?? [];
  const settings = withoutUndefined({
    architecture: values.architecture,
    depth: Number(values.depth),
    options: withoutUndefined({ width: whole('width'), head: text('head'), growth: whole('growth'), variant: text('variant') }),
    dataset: values.dataset,
    samplesPerClass: perClass('samplesPerClass'),
    testSamplesPerClass: perClass('testSamplesPerClass'),
    loss: values.loss === 'mse' ? ('MSE' as const) : undefined,
    learningRate: number('learningRate'),
    learningRateSteps: read('learningRateSteps', stepsIn, 'drops such as 50:0.1, 100:0.1, or "none"'),
    momentum: number('momentum'),
    weightDecay: number('weightDecay'),
    batchSize: whole('batchSize'),
    epochs: whole('epochs'),
    seed: seeds.length === 1 ? seeds[0] : undefined,
    measureEvery: whole('measureEvery'),
    measuredEpochs: read('measuredEpochs', (words) => listIn(words, wholeIn), 'whole numbers with commas between'),
    layers: read('layers', wordsIn, 'names of layers with commas between'),
    splits: values.splits === 'train' ? (['TRAIN'] as const) : undefined,
    terminalPhaseAccuracy: number('terminalPhaseAccuracy'),
    robustnessImages: whole('robustnessImages'),
    priority: whole('priority'),
  });
  return { settings: settings as SettingsInput, seeds, sweep, errors };
}

/** How many runs a form asks for. */
export const runCount = ({ seeds, sweep }: Pick<ParsedForm, 'seeds' | 'sweep'>): number => Math.max(1, seeds.length) * (sweep ?? 1);

const numberIn = (text: string): number | null => (Number.isFinite(Number(text)) ? Number(text) : null);
const wholeIn = (text: string): number | null => (/^-?\d{1,10}$/.test(text) ? Number(text) : null);
const wordsIn = (text: string): string[] => text.split(',').map((word) => word.trim()).filter(Boolean);

function listIn<T>(text: string, one: (word: string) => T | null): T[] | null {
  const found = wordsIn(text).map(one);
  return found.length === 0 || found.includes(null) ? null : (found as T[]);
}

const MOST_SEEDS = 1000;

/** "1, 2, 5-8". */
function seedsIn(text: string): number[] | null {
  const ranges = listIn(text, (word) => {
    const [, first, last = first] = /^(\d{1,10})(?:\s*[-–]\s*(\d{1,10}))?$/.exec(word) ?? [];
    if (first === undefined || Number(last) < Number(first) || Number(last) - Number(first) >= MOST_SEEDS) return null;
    return Array.from({ length: Number(last) - Number(first) + 1 }, (_, i) => Number(first) + i);
  });
  return ranges && [...new Set(ranges.flat())];
}

/** "50:0.1, 100:0.1", or "none". */
function stepsIn(text: string): { afterEpoch: number; factor: number }[] | null {
  if (text.toLowerCase() === 'none') return [];
  return listIn(text, (word) => {
    const [epoch = '', factor = '0.1'] = word.split(':').map((part) => part.trim());
    const [afterEpoch, by] = [wholeIn(epoch), numberIn(factor)];
    return afterEpoch === null || by === null ? null : { afterEpoch, factor: by };
  });
}

const withoutUndefined = (input: object) => Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
