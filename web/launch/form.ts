/** What stands in the fields, as text; an empty field is as usual. The same names stand in the address. */
export type FormValues = Readonly<Record<FieldName, string>>;

export const FIELD_NAMES = [
  'architecture', 'depth', 'width', 'head', 'growth', 'variant',
  'dataset', 'samplesPerClass', 'testSamplesPerClass',
  'loss', 'sweep', 'learningRate', 'learningRateSteps', 'momentum', 'weightDecay', 'batchSize', 'epochs', 'seeds',
  'study', 'name', 'again', 'measureEvery', 'measuredEpochs', 'layers', 'splits', 'terminalPhaseAccuracy', 'robustnessImages', 'priority',
] as const;
export type FieldName = (typeof FIELD_NAMES)[number];

/** Where to begin: the network and data set that the usual learning rate was found with. */
const BEGIN: Partial<FormValues> = { architecture: 'resnet', depth: '18', dataset: 'MNIST' };

/** Options that a family has; the trainer refuses the others. */
const OPTIONS: Record<string, readonly FieldName[]> = {
  vgg: ['width', 'head'],
  resnet: ['width'],
  densenet: ['growth', 'width', 'variant'],
};
const ALL_OPTIONS: readonly FieldName[] = ['width', 'head', 'growth', 'variant'];
const hasOption = (family: string, name: FieldName) => (OPTIONS[family] ?? ALL_OPTIONS).includes(name);

/** Whether a field means something for the network chosen. */
export const isShown = (name: FieldName, { architecture, depth }: FormValues): boolean =>
  !ALL_OPTIONS.includes(name) || (hasOption(architecture, name) && !(name === 'head' && depth === '6'));

/** The form that an address says. */
export function readForm(search: URLSearchParams): FormValues {
  return Object.fromEntries(FIELD_NAMES.map((name) => [name, search.get(name) ?? BEGIN[name] ?? ''])) as FormValues;
}

/** What the address says of a form: null for what is as usual. */
export function writeForm(values: FormValues): Record<string, string | null> {
  return Object.fromEntries(FIELD_NAMES.map((name) => [name, values[name] === (BEGIN[name] ?? '') ? null : values[name]]));
}

/** The form after a change of one field: another family has other depths and options. */
export function withField(values: FormValues, name: FieldName, text: string, depths: Readonly<Record<string, readonly number[]>>): FormValues {
  const next = { ...values, [name]: text };
  if (name === 'sweep' && text !== '') return { ...next, learningRate: '' };
  if (name === 'learningRate' && text !== '') return { ...next, sweep: '' };
  if (name === 'measureEvery' && text !== '') return { ...next, measuredEpochs: '' };
  if (name === 'measuredEpochs' && text !== '') return { ...next, measureEvery: '' };
  if (name !== 'architecture' && name !== 'depth') return next;
  const known = depths[next.architecture] ?? [];
  const depth = known.includes(Number(next.depth)) ? next.depth : String(nearest(known, Number(next.depth)));
  const hidden = ALL_OPTIONS.filter((option) => !isShown(option, { ...next, depth }));
  return { ...next, depth, ...Object.fromEntries(hidden.map((option) => [option, ''])) };
}

function nearest(depths: readonly number[], wanted: number): number {
  return depths.reduce((best, depth) => (Math.abs(depth - wanted) < Math.abs(best - wanted) ? depth : best), depths[0] ?? wanted);
}
