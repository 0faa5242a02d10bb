import { type FieldName, type FormValues, isShown } from './form.ts';
import type { Family, LaunchSettings } from './launch-documents.ts';
import { settingTexts } from './setting-texts.ts';

export interface FieldModel {
  name: FieldName;
  label: string;
  kind: 'text' | 'number' | 'choice' | 'switch';
  value: string;
  /** what counts while the field is empty; null while it is not known */
  usual: string | null;
  /** greyed beside a changed field */
  beside: string | null;
  choices: { value: string; label: string }[];
  hint: string | null;
  error: string | null;
}

export interface FieldBlock {
  title: string;
  fields: FieldModel[];
}

interface Spec {
  name: FieldName;
  label: string;
  kind?: FieldModel['kind'];
  hint?: string;
  /** "paper" where the usual value is what the authors did */
  from?: 'paper' | 'default';
}

const FAMILY_NAMES: Record<string, string> = { vgg: 'VGG', resnet: 'ResNet', densenet: 'DenseNet' };

const BLOCKS: { title: string; fields: Spec[] }[] = [
  {
    title: 'Network',
    fields: [
      { name: 'architecture', label: 'Architecture', kind: 'choice' },
      { name: 'depth', label: 'Depth', kind: 'choice' },
      { name: 'width', label: 'Width', kind: 'number', hint: 'channels of the first block' },
      { name: 'head', label: 'Head', kind: 'choice' },
      { name: 'growth', label: 'Growth', kind: 'number', hint: 'channels that each layer adds' },
      { name: 'variant', label: 'Variant', kind: 'choice', hint: 'for small images' },
    ],
  },
  {
    title: 'Data',
    fields: [
      { name: 'dataset', label: 'Data set', kind: 'choice' },
      { name: 'samplesPerClass', label: 'Train images a class', from: 'paper', hint: 'a number, or "all"' },
      { name: 'testSamplesPerClass', label: 'Test images a class', from: 'paper', hint: 'a number, or "all"' },
    ],
  },
  {
    title: 'Optimiser',
    fields: [
      { name: 'loss', label: 'Loss', kind: 'switch' },
      { name: 'sweep', label: 'Learning rates', kind: 'number', hint: 'empty: the one below; 25: the paper’s sweep, 1e-4 to 0.25' },
      { name: 'learningRate', label: 'Learning rate', from: 'paper' },
      { name: 'learningRateSteps', label: 'Drops, epoch : factor', from: 'paper', hint: 'or "none"' },
      { name: 'momentum', label: 'Momentum', from: 'paper' },
      { name: 'weightDecay', label: 'Weight decay', from: 'paper' },
      { name: 'batchSize', label: 'Batch', kind: 'number', from: 'paper' },
      { name: 'epochs', label: 'Epochs', kind: 'number', from: 'paper' },
      { name: 'seeds', label: 'Seeds', from: 'default', hint: 'a run for each: 1, 2, 3 or 1-5' },
    ],
  },
  {
    title: 'Record',
    fields: [
      { name: 'measureEvery', label: 'Measure every', kind: 'number', hint: 'k-th epoch; empty: the list below' },
      { name: 'measuredEpochs', label: 'Measured epochs', from: 'paper', hint: 'the first and the last always' },
      { name: 'layers', label: 'Layers', from: 'paper', hint: 'last, and names of blocks' },
      { name: 'splits', label: 'Splits', kind: 'switch', from: 'default' },
      { name: 'terminalPhaseAccuracy', label: 'Terminal phase from', from: 'paper', hint: 'train accuracy' },
      { name: 'robustnessImages', label: 'Robustness images', kind: 'number', from: 'paper', hint: '0: none' },
      { name: 'priority', label: 'Priority', kind: 'number', from: 'default', hint: 'higher ones are trained first' },
    ],
  },
];

/** As docs/training.md has it: known by heart, and not yet held against the paper's text. */
const RECALLED: readonly FieldName[] = ['samplesPerClass', 'testSamplesPerClass', 'robustnessImages'];
const RECALLED_OF_IMAGENET: readonly FieldName[] = [...RECALLED, 'learningRateSteps', 'momentum', 'weightDecay', 'batchSize', 'epochs', 'terminalPhaseAccuracy'];
const isRecalled = (name: FieldName, dataset: string) => (dataset === 'ImageNet' ? RECALLED_OF_IMAGENET : RECALLED).includes(name);

interface Known {
  choices: { families: readonly Family[]; datasets: readonly string[] } | null;
  defaults: LaunchSettings | null;
  errors: Partial<Record<string, string>>;
}

/** The four blocks of the form, every field with what it is and what it would be. */
export function prepareFields(values: FormValues, known: Known): FieldBlock[] {
  const usual: Partial<Record<FieldName, string>> = known.defaults ? settingTexts(known.defaults) : {};
  return BLOCKS.map(({ title, fields }) => ({
    title,
    fields: fields.filter(({ name }) => isShown(name, values)).map((spec) => fieldOf(spec, values, known, usual[spec.name] ?? null)),
  }));
}

function fieldOf({ name, label, kind = 'text', hint, from }: Spec, values: FormValues, { choices, errors }: Known, known: string | null): FieldModel {
  const value = values[name];
  const usual = decidedElsewhere(name, values) ?? known;
  const sign = from === 'paper' && isRecalled(name, values.dataset) ? '†' : '';
  const isChanged = value.trim() !== '' && value !== usual;
  const beside = isChanged && from && usual !== null ? `${from} ${shortened(usual)}${sign}` : null;
  return { name, label, kind, value, usual: usual && shortened(usual), beside, choices: choicesOf(name, values, choices), hint: hint ?? null, error: errors[name] ?? null };
}

/** What stands in an empty field whose value another one decides. */
function decidedElsewhere(name: FieldName, { sweep, measureEvery }: FormValues): string | null {
  if (name === 'width' || name === 'growth') return 'as the family has it';
  if (name === 'learningRate' && sweep !== '') return 'by the sweep';
  return name === 'measuredEpochs' && measureEvery !== '' ? `every ${measureEvery}` : null;
}

/** A long list by its ends and its number. */
function shortened(text: string): string {
  const parts = text.split(', ');
  return parts.length <= 8 ? text : `${parts.slice(0, 3).join(', ')} … ${parts.at(-1)} (${parts.length})`;
}

const plain = (values: readonly (string | number)[]) => values.map((value) => ({ value: String(value), label: String(value) }));

function choicesOf(name: FieldName, { architecture, depth, dataset }: FormValues, choices: Known['choices']): FieldModel['choices'] {
  const usual = { value: '', label: 'as the family has it' };
  switch (name) {
    case 'architecture':
      return (choices?.families ?? [{ name: architecture }]).map((family) => ({ value: family.name, label: FAMILY_NAMES[family.name] ?? family.name }));
    case 'depth':
      return plain(choices?.families.find((family) => family.name === architecture)?.depths ?? [depth]);
    case 'dataset':
      return plain(choices?.datasets ?? [dataset]);
    case 'head':
      return [usual, { value: 'fc4096', label: 'two hidden layers of 4 096' }, { value: 'single', label: 'a single linear layer' }];
    case 'variant':
      return [usual, { value: 'plain', label: 'plain' }, { value: 'bc', label: 'bottlenecks and compression' }];
    case 'loss':
      return [{ value: '', label: 'cross-entropy' }, { value: 'mse', label: 'squared error' }];
    case 'splits':
      return [{ value: '', label: 'train, test' }, { value: 'train', label: 'train only' }];
    default:
      return [];
  }
}
