import { z } from 'zod';
import { ARCHITECTURE_DEPTHS } from './architecture-depths.ts';
import { CollapsarError } from './errors.ts';
import { measuredEpochs } from './measured-epochs.ts';
import { MOMENTUM, PAPER_VALUES, paperSteps, ROBUSTNESS_IMAGES, STARTING_RATE } from './paper-values.ts';

/** Stochastic gradient descent, coupled L2 on every parameter (PROTOCOL: v <- momentum v + g + weightDecay w; w <- w - lr v). */
export interface Optimiser {
  kind: 'sgd';
  learningRate: number;
  momentum: number;
  weightDecay: number;
  batchSize: number;
}

/** The learning rate is multiplied by `factor` once `afterEpoch` epochs are done; steps ascend. */
export interface Schedule {
  kind: 'steps';
  steps: { afterEpoch: number; factor: number }[];
}

/** What a family of networks leaves open; each family reads the ones it knows and refuses others. */
export interface ArchitectureOptions {
  /** channels of the first block (vgg, resnet) or of the stem (densenet) */
  width?: number;
  /** vgg from depth 11: two hidden layers of 4,096, or a single linear layer */
  head?: 'fc4096' | 'single';
  /** densenet: channels that each layer adds */
  growth?: number;
  /** densenet for small images: with bottlenecks and compression (bc), or without */
  variant?: 'plain' | 'bc';
}

/** Settings of one run, complete and checked: what `parseRunSettings` gives. */
export interface RunSettings {
  architecture: string;
  depth: number;
  options: ArchitectureOptions;
  dataset: string;
  /** null: all images of the split */
  samplesPerClass: number | null;
  testSamplesPerClass: number | null;
  loss: 'CROSS_ENTROPY' | 'MSE';
  lossReduction: string;
  optimiser: Optimiser;
  schedule: Schedule;
  seed: number;
  epochs: number;
  measuredEpochs: number[];
  layers: string[];
  splits: ('TRAIN' | 'TEST')[];
  terminalPhaseAccuracy: number;
  /** test images that DeepFool moves in each measured epoch; 0: none */
  robustnessImages: number;
  priority: number;
}

/** What a person gives; all but the network and the data set may be left out. */
export type RunSettingsInput = z.input<typeof schema>;

/** As TensorFlow computes them here; a run states it because other programs reduce otherwise. */
export const LOSS_REDUCTIONS = { CROSS_ENTROPY: 'mean over the batch', MSE: 'mean over the batch and the classes' } as const;

const MOST_EPOCHS = 100_000;
const MOST_STEPS = 100;

// the message of each rule ends the sentence "<setting> is <value>; it must be ..."
const whole = (least: number, most: number) => {
  const error = `a whole number from ${least} to ${most}`;
  return z.number({ error }).refine((value) => Number.isInteger(value) && value >= least && value <= most, { error });
};
const number = (error: string, isGood: (value: number) => boolean) => z.number({ error }).refine(isGood, { error });
const oneOf = <const T extends readonly string[]>(names: T) => z.enum(names, { error: `one of ${names.join(', ')}` });
const samples = whole(1, 1_000_000).nullable();
const epoch = whole(1, MOST_EPOCHS);

const schema = z.strictObject({
  architecture: oneOf(Object.keys(ARCHITECTURE_DEPTHS)),
  depth: whole(1, 1000),
  options: z
    .strictObject({
      width: whole(1, 4096).optional(),
      head: oneOf(['fc4096', 'single']).optional(),
      growth: whole(1, 512).optional(),
      variant: oneOf(['plain', 'bc']).optional(),
    })
    .default({}),
  dataset: oneOf(Object.keys(PAPER_VALUES)),
  samplesPerClass: samples.optional(),
  testSamplesPerClass: samples.default(null),
  loss: oneOf(['CROSS_ENTROPY', 'MSE']).default('CROSS_ENTROPY'),
  learningRate: number('a number above 0', (value) => value > 0).optional(),
  learningRateSteps: z
    .array(z.strictObject({ afterEpoch: epoch, factor: number('a number above 0', (value) => value > 0) }))
    .max(MOST_STEPS, { error: `at most ${MOST_STEPS} steps` })
    .optional(),
  momentum: number('a number from 0 to less than 1', (value) => value >= 0 && value < 1).default(MOMENTUM),
  weightDecay: number('a number from 0 to less than 1', (value) => value >= 0 && value < 1).optional(),
  batchSize: whole(1, 100_000).optional(),
  epochs: epoch.optional(),
  seed: whole(0, 2 ** 31 - 1).default(1),
  /** every k-th epoch; left out, with `measuredEpochs`: the published list, scaled */
  measureEvery: whole(1, MOST_EPOCHS).optional(),
  measuredEpochs: z.array(epoch).min(1, { error: 'at least one epoch' }).optional(),
  layers: z
    .array(z.string().regex(/^[\w.-]{1,60}$/, { error: 'the name of a layer, such as last' }))
    .refine((names) => names.includes('last'), { error: 'a list with "last" in it, which every metric needs' })
    .default(['last']),
  splits: z
    .array(oneOf(['TRAIN', 'TEST']))
    .refine((names) => names.includes('TRAIN'), { error: 'a list with TRAIN in it, whose class means both splits need' })
    .default(['TRAIN', 'TEST']),
  terminalPhaseAccuracy: number('a share above 0, up to 1', (value) => value > 0 && value <= 1).optional(),
  robustnessImages: whole(0, 10_000).default(ROBUSTNESS_IMAGES),
  priority: whole(-1000, 1000).default(0),
});

/** How a caller calls a setting: `samplesPerClass`, or `--samples-per-class` on a command line. */
export type NameOfSetting = (path: string) => string;

/**
 * Checks what a person gave and fills in the rest with the values of the paper for that data set (`paper-values.ts`).
 * Throws BAD_USER_INPUT with one sentence about the first thing that is wrong: the setting, its value, what is allowed; `details.field` is the setting.
 */
export function parseRunSettings(input: unknown, nameOf: NameOfSetting = (path) => path): RunSettings {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw explain(parsed.error.issues[0]!, input, nameOf);
  const given = parsed.data;
  const paper = PAPER_VALUES[given.dataset]!;
  const epochs = given.epochs ?? paper.epochs;
  const { architecture, depth, options, dataset, loss, momentum, seed, layers, robustnessImages, priority } = given;
  const settings: RunSettings = {
    architecture, depth, options, dataset, loss, seed, robustnessImages, priority, epochs,
    samplesPerClass: given.samplesPerClass === undefined ? paper.samplesPerClass : given.samplesPerClass,
    testSamplesPerClass: given.testSamplesPerClass,
    lossReduction: LOSS_REDUCTIONS[loss],
    optimiser: {
      kind: 'sgd', learningRate: given.learningRate ?? STARTING_RATE[loss], momentum,
      weightDecay: given.weightDecay ?? paper.weightDecay, batchSize: given.batchSize ?? paper.batchSize,
    },
    schedule: { kind: 'steps', steps: given.learningRateSteps ?? paperSteps(epochs, paper.stepsAfter) },
    measuredEpochs: measuredOf(given, epochs),
    layers: [...new Set(layers)],
    splits: given.splits.includes('TEST') ? ['TRAIN', 'TEST'] : ['TRAIN'],
    terminalPhaseAccuracy: given.terminalPhaseAccuracy ?? paper.terminalPhaseAccuracy,
  };
  checkTogether(settings, given, nameOf);
  return settings;
}

/** First and last epoch always belong to them: curves must begin and end somewhere. */
function measuredOf({ measureEvery, measuredEpochs: listed }: z.output<typeof schema>, epochs: number): number[] {
  if (!listed && !measureEvery) return measuredEpochs(epochs);
  const chosen = listed ?? Array.from({ length: Math.floor(epochs / measureEvery!) }, (_, i) => (i + 1) * measureEvery!);
  return [...new Set([1, ...chosen, epochs])].sort((a, b) => a - b);
}

/** What no single setting shows. */
function checkTogether({ architecture, depth, epochs, schedule, measuredEpochs: measured }: RunSettings, given: z.output<typeof schema>, nameOf: NameOfSetting) {
  const depths = ARCHITECTURE_DEPTHS[architecture]!;
  if (!depths.includes(depth)) throw refuse(nameOf('depth'), depth, `one of ${depths.join(', ')} for ${architecture}`);
  if (given.measureEvery && given.measuredEpochs) {
    throw refuse(nameOf('measureEvery'), given.measureEvery, `left out where ${nameOf('measuredEpochs')} is given`);
  }
  const late = measured.find((each) => each > epochs);
  if (late) throw refuse(nameOf('measuredEpochs'), late, `at most ${epochs}, the number of epochs`);
  schedule.steps.forEach(({ afterEpoch }, i) => {
    const before = schedule.steps[i - 1]?.afterEpoch ?? 0;
    if (afterEpoch <= before || afterEpoch >= epochs) {
      throw refuse(nameOf('learningRateSteps'), afterEpoch, `after epoch ${before} and before the last, ${epochs}: steps ascend`);
    }
  });
}

function explain(issue: z.core.$ZodIssue, input: unknown, nameOf: NameOfSetting): CollapsarError {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    const known = path[0] === 'options' ? Object.keys(schema.shape.options.unwrap().shape) : Object.keys(schema.shape);
    const all = known.map((name) => nameOf(name)).join(', ');
    return new CollapsarError('BAD_USER_INPUT', `There is no setting ${nameOf(issue.keys[0]!)}; there is ${all}.`, { details: { field: nameOf(issue.keys[0]!) } });
  }
  const value = path.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], input);
  const name = nameOf(path[0] === 'options' ? (path[1] ?? 'options') : path[0]!);
  return value === undefined
    ? new CollapsarError('BAD_USER_INPUT', `${name} is missing; it must be ${issue.message}.`, { details: { field: name } })
    : refuse(name, value, issue.message);
}

const refuse = (name: string, value: unknown, wanted: string) =>
  new CollapsarError('BAD_USER_INPUT', `${name} is ${shown(value)}; it must be ${wanted}.`, { details: { field: name } });

const shown = (value: unknown) => (typeof value === 'number' ? String(value) : JSON.stringify(value));
