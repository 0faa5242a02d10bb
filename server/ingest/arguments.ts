import path from 'node:path';
import { parseArgs } from 'node:util';
import { type MetricId, measuredIds } from '../metrics/catalogue.ts';
import { closest } from './closest.ts';
import { quoted, refuse } from './readers/refuse.ts';

export interface MeasureArguments {
  files: string[];
  weights?: string;
  format: 'json' | 'csv' | 'table';
  ids: readonly MetricId[];
  /** whether ids were named, rather than all of the catalogue taken */
  named: boolean;
  snapshot?: string;
  covariance: boolean;
  help: boolean;
}

const OPTIONS = {
  weights: { type: 'string' },
  metrics: { type: 'string' },
  snapshot: { type: 'string' },
  json: { type: 'boolean' },
  csv: { type: 'boolean' },
  table: { type: 'boolean' },
  'no-covariance': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Reads the command's words; files are relative to `folder`. Throws USAGE or METRIC_UNKNOWN. */
export function readArguments(words: string[], folder: string): MeasureArguments {
  const { values, positionals } = parse(words);
  const at = (file: string) => (folder === process.cwd() ? file : path.resolve(folder, file));
  const formats = (['json', 'csv', 'table'] as const).filter((format) => values[format]);
  if (formats.length > 1) usage(`--${formats.join(' and --')} exclude one another; give one of them`);
  const files = positionals.map(at);
  if (files.length === 0 && !values.help) usage('no file is named; give a .npz or .safetensors file with features and labels');
  if (values.snapshot !== undefined && files.length > 1) usage(`--snapshot takes one file and ${files.length} are named; give one`);
  if (values.snapshot !== undefined && !values.snapshot.endsWith('.safetensors')) usage(`--snapshot writes a .safetensors file, not ${quoted(values.snapshot)}; name one`);
  return {
    files,
    weights: values.weights && at(values.weights),
    format: formats[0] ?? 'table',
    ids: values.metrics === undefined ? measuredIds : readIds(values.metrics),
    named: values.metrics !== undefined,
    snapshot: values.snapshot && at(values.snapshot),
    covariance: !values['no-covariance'],
    help: values.help ?? false,
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

/** In the catalogue's order, each once. */
function readIds(list: string): readonly MetricId[] {
  const known = measuredIds;
  const asked = list.split(',').map((id) => id.trim()).filter((id) => id !== '');
  if (asked.length === 0) usage('--metrics names no metric; give ids with commas between them, such as NC1,NC3_DUALITY');
  for (const id of asked)
    if (!(known as string[]).includes(id)) refuse('METRIC_UNKNOWN', `--metrics: there is no metric ${quoted(id)}; did you mean ${closest(id, known).join(', ')}?`);
  return known.filter((id) => asked.includes(id));
}

function usage(reason: string): never {
  return refuse('USAGE', `measure: ${reason}; "measure --help" tells more.`);
}
