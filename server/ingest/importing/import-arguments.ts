import path from 'node:path';
import { parseArgs } from 'node:util';
import { ACCEPTED } from '../find-arrays.ts';
import { quoted, refuse } from '../readers/refuse.ts';

export interface ImportArguments {
  files: string[];
  /** of every file; null: as the file or its name says */
  epoch: number | null;
  /** whether the files count epochs from 0 */
  fromZero: boolean;
  /** as POST /ingest/runs takes it */
  run: Record<string, unknown>;
  /** as POST .../epochs/<epoch> takes it, without the upload */
  details: Record<string, unknown>;
  keepOpen: boolean;
  url: string;
  token?: string;
  help: boolean;
}

const TEXT = { type: 'string' } as const;
const FLAG = { type: 'boolean' } as const;
const OPTIONS = {
  study: TEXT,
  run: TEXT,
  architecture: TEXT,
  depth: TEXT,
  dataset: TEXT,
  'class-names': TEXT,
  seed: TEXT,
  loss: TEXT,
  'loss-reduction': TEXT,
  optimiser: TEXT,
  'learning-rate': TEXT,
  momentum: TEXT,
  'weight-decay': TEXT,
  'batch-size': TEXT,
  'terminal-phase-accuracy': TEXT,
  split: TEXT,
  layer: TEXT,
  array: { type: 'string', multiple: true },
  epoch: TEXT,
  'from-zero': FLAG,
  'allow-non-finite': FLAG,
  new: FLAG,
  'keep-open': FLAG,
  url: TEXT,
  token: TEXT,
  help: { type: 'boolean', short: 'h' },
} as const;

type Values = Partial<Record<Exclude<keyof typeof OPTIONS, 'array' | 'from-zero' | 'allow-non-finite' | 'new' | 'keep-open' | 'help'>, string>>;

/** Reads the command's words; files are relative to `folder`. @throws CollapsarError USAGE */
export function readImportArguments(words: string[], folder: string, env: Readonly<Record<string, string | undefined>>): ImportArguments {
  const { values, positionals } = parse(words);
  const help = values.help ?? false;
  if (!help && positionals.length === 0) usage('no file is named; give .npz or .safetensors files, one an epoch');
  if (!help && (values.study === undefined || values.run === undefined)) usage('--study and --run are missing; they say where the epochs belong');
  if (values.epoch !== undefined && positionals.length > 1) usage(`--epoch is of one file and ${positionals.length} are named; leave it out where the names tell the epochs`);
  return {
    files: positionals.map((file) => (folder === process.cwd() ? file : path.resolve(folder, file))),
    epoch: number(values, 'epoch') ?? null,
    fromZero: values['from-zero'] ?? false,
    run: { ...readRun(values), resume: !values.new },
    details: defined({ split: values.split?.toUpperCase(), layer: values.layer, arrays: readArrays(values.array ?? []), allowNonFinite: values['allow-non-finite'] }),
    keepOpen: values['keep-open'] ?? false,
    url: readUrl(values.url ?? (env.COLLAPSAR_URL || 'http://127.0.0.1:4000')),
    token: values.token ?? (env.COLLAPSAR_TOKEN || undefined),
    help,
  };
}

function parse(words: string[]) {
  try {
    return parseArgs({ args: words, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!code?.startsWith('ERR_PARSE_ARGS')) throw error;
    return usage(message.split('\n')[0]!.split('. ')[0]!.replace(/\.$/, ''));
  }
}

function readRun(values: Values): Record<string, unknown> {
  const optimiser = defined({
    kind: values.optimiser, learningRate: number(values, 'learning-rate'), momentum: number(values, 'momentum'),
    weightDecay: number(values, 'weight-decay'), batchSize: number(values, 'batch-size'),
  });
  return defined({
    study: values.study, name: values.run, architecture: values.architecture, depth: number(values, 'depth'), dataset: values.dataset,
    classNames: values['class-names']?.split(',').map((name) => name.trim()), seed: number(values, 'seed'),
    loss: values.loss?.toUpperCase().replaceAll('-', '_'), lossReduction: values['loss-reduction'],
    optimiser: Object.keys(optimiser).length > 0 ? optimiser : undefined, terminalPhaseAccuracy: number(values, 'terminal-phase-accuracy'),
  });
}

function readArrays(given: string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((text) => {
      const [role, name] = [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)];
      if (!Object.hasOwn(ACCEPTED, role) || name === '') usage(`--array ${quoted(text)} must be ROLE=NAME with a role of ${Object.keys(ACCEPTED).join(', ')}`);
      return [role, name];
    }),
  );
}

function number(values: Values, name: keyof Values): number | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  if (text.trim() === '' || !Number.isFinite(Number(text))) usage(`--${name} is ${quoted(text)}, and must be a number`);
  return Number(text);
}

function readUrl(text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) usage(`the address ${quoted(text)} must look like http://127.0.0.1:4000`);
  return text.replace(/\/$/, '');
}

function defined(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function usage(reason: string): never {
  return refuse('USAGE', `import: ${reason}; "import --help" tells more.`);
}
