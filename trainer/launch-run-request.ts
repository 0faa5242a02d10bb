import { parseArgs } from 'node:util';
import { CollapsarError } from '../prisma/errors.ts';
import { PAPER_RATES, sweepRates } from '../prisma/paper-values.ts';
import type { NamedSettings, QueueRequest } from '../prisma/queue-runs.ts';
import { RUN_ORDERS, type RunOrder } from '../prisma/run-orders.ts';
import { parseRunSettings, type RunSettings } from '../prisma/run-settings.ts';

/** What a command line of `train` asks for. */
export interface LaunchRequest {
  /** runs to queue; null where none are */
  queue: QueueRequest | null;
  orders: { order: RunOrder; runId: string }[];
  isDryRun: boolean;
  watches: boolean;
  /** whether the runs differ in their learning rate, so that one of them is the best */
  isSweep: boolean;
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const several = { type: 'string', multiple: true } as const;

const SETTINGS = {
  architecture: text, depth: text, dataset: text, 'samples-per-class': text, 'test-samples-per-class': text, loss: text, 'learning-rate': text,
  'learning-rate-steps': text, momentum: text, 'weight-decay': text, 'batch-size': text, epochs: text, seed: text, 'measure-every': text,
  'measured-epochs': text, layers: text, splits: text, 'terminal-phase-accuracy': text, 'robustness-images': text, priority: text,
};
const ARCHITECTURE_OPTIONS = { width: text, head: text, growth: text, variant: text };
const OTHERS = {
  sweep: text, seeds: text, study: text, name: text, again: flag, 'dry-run': flag, watch: flag, pause: several, resume: several, cancel: several,
};
const OPTIONS = { ...SETTINGS, ...ARCHITECTURE_OPTIONS, ...OTHERS };
type Values = ReturnType<typeof read>;

/** Reads and checks a command line as far as it can be without the trainer. Throws BAD_USER_INPUT with one sentence. */
export function parseLaunch(args: readonly string[]): LaunchRequest {
  const values = read(args);
  const orders = (Object.keys(RUN_ORDERS) as RunOrder[]).flatMap((order) => (values[order] ?? []).map((runId) => ({ order, runId })));
  const isTraining = Object.keys(values).some((name) => !['watch', ...Object.keys(RUN_ORDERS)].includes(name));
  if (orders.length > 0 && isTraining) throw bad('--pause, --resume and --cancel give orders to runs that exist; queue new ones by another command.');
  if (orders.length === 0 && !isTraining && !values.watch) throw bad('Say what to train with --architecture, --depth and --dataset; node collapsar.mjs train --help tells all options.');
  const isDryRun = values['dry-run'] ?? false;
  const isSweep = values.sweep !== undefined;
  return { queue: isTraining ? queueRequest(values) : null, orders, isDryRun, watches: values.watch ?? false, isSweep };
}

function read(args: readonly string[]) {
  try {
    return parseArgs({ args: withSweepCount(args), options: OPTIONS, allowPositionals: false }).values;
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    if (!code?.startsWith('ERR_PARSE_ARGS')) throw error;
    throw bad(`${message.split(/[.;\n]/)[0]}; node collapsar.mjs train --help tells all options.`);
  }
}

/** `--sweep` alone means the paper's number of rates. */
function withSweepCount(args: readonly string[]): string[] {
  const isCount = (word: string | undefined) => word !== undefined && !word.startsWith('-');
  return args.map((word, i) => (word === '--sweep' && !isCount(args[i + 1]) ? `--sweep=${PAPER_RATES}` : word));
}

function queueRequest(values: Values): QueueRequest {
  const base = inputOf(values);
  const rates = ratesOf(values);
  const seeds = values.seeds === undefined ? [base.seed] : list(values.seeds).map(numeric);
  if (values.seeds !== undefined && values.seed !== undefined) throw bad('--seed and --seeds exclude each other; give one of them.');
  const variants = seeds.flatMap((seed) => rates.map((learningRate) => ({ ...base, seed, learningRate })));
  const all = variants.map((input) => parseRunSettings(withoutUndefined(input), flagOf));
  const runs = all.map((settings): NamedSettings => ({ settings, name: nameOf(settings, values) }));
  const { architecture, depth, dataset } = all[0]!;
  const sweep = values.sweep === undefined ? '' : ' sweep';
  const network = `${familyName(architecture)}${depth}`;
  const slug = values.study ?? `${network}-${dataset}${sweep.replace(' ', '-')}`.toLowerCase();
  return { study: { slug, name: values.study ?? `${network} on ${dataset}${sweep && ', sweep'}` }, runs, again: values.again ?? false };
}

function ratesOf(values: Values): unknown[] {
  if (values.sweep === undefined) return [numeric(values['learning-rate'])];
  if (values['learning-rate'] !== undefined) throw bad('--sweep and --learning-rate exclude each other; give one of them.');
  const count = Number(values.sweep);
  if (!(Number.isInteger(count) && count >= 2 && count <= 200)) throw bad(`--sweep is "${values.sweep}"; it must be a whole number of rates from 2 to 200, or left out for ${PAPER_RATES}.`);
  return sweepRates(count);
}

/** The words of the command line as `parseRunSettings` wants them; what cannot be read is handed on as it is, and refused there. */
function inputOf(values: Values) {
  const option = (name: keyof typeof SETTINGS | keyof typeof ARCHITECTURE_OPTIONS) => values[name];
  const loss = option('loss')?.toUpperCase().replace('-', '_');
  return {
    architecture: option('architecture'), depth: numeric(option('depth')), dataset: option('dataset'),
    options: withoutUndefined({ width: numeric(option('width')), head: option('head'), growth: numeric(option('growth')), variant: option('variant') }),
    samplesPerClass: count(option('samples-per-class')), testSamplesPerClass: count(option('test-samples-per-class')),
    loss: loss === 'CROSS_ENTROPY' || loss === 'MSE' ? loss : option('loss'),
    learningRateSteps: stepsOf(option('learning-rate-steps')),
    momentum: numeric(option('momentum')), weightDecay: numeric(option('weight-decay')), batchSize: numeric(option('batch-size')),
    epochs: numeric(option('epochs')), seed: numeric(option('seed')), measureEvery: numeric(option('measure-every')),
    measuredEpochs: option('measured-epochs') === undefined ? undefined : list(option('measured-epochs')!).map(numeric),
    layers: option('layers') === undefined ? undefined : list(option('layers')!),
    splits: option('splits') === undefined ? undefined : list(option('splits')!).map((split) => split.toUpperCase()),
    terminalPhaseAccuracy: numeric(option('terminal-phase-accuracy')), robustnessImages: numeric(option('robustness-images')), priority: numeric(option('priority')),
  };
}

const list = (words: string) => words.split(',').map((word) => word.trim());
const numeric = (word: string | undefined) => (word === undefined || word.trim() === '' || Number.isNaN(Number(word)) ? word : Number(word));
const count = (word: string | undefined) => (word === 'all' ? null : numeric(word));

/** "50:0.6,100:0.5", or "none". */
function stepsOf(words: string | undefined): unknown {
  if (words === undefined) return undefined;
  if (words === 'none') return [];
  return list(words).map((step) => {
    const [afterEpoch, factor = '0.1'] = step.split(':');
    return { afterEpoch: numeric(afterEpoch), factor: numeric(factor) };
  });
}

const withoutUndefined = (input: object) => Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
const flagOf = (name: string) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
const bad = (sentence: string) => new CollapsarError('BAD_USER_INPUT', sentence);

const FAMILY_NAMES: Record<string, string> = { vgg: 'VGG', resnet: 'ResNet', densenet: 'DenseNet' };
const familyName = (architecture: string) => FAMILY_NAMES[architecture] ?? architecture;

/** Tells the runs of one command apart, and by default those of different commands too. */
function nameOf({ architecture, depth, dataset, options, loss, seed, optimiser }: RunSettings, values: Values): string {
  const several = (values.seeds ?? '').includes(',');
  const words = Object.entries(options).map(([name, value]) => `${name} ${value}`);
  const own = [`${familyName(architecture)}${depth} on ${dataset}`, ...words, ...(loss === 'MSE' ? ['squared error'] : [])];
  return [
    ...(values.name === undefined ? own : [values.name]),
    ...(values.name === undefined || several ? [`seed ${seed}`] : []),
    ...(values.sweep === undefined ? [] : [`rate ${Number(optimiser.learningRate.toPrecision(4))}`]),
  ].join(', ');
}
