import { CollapsarError } from '../../../prisma/errors.ts';

const TEXTS = ['split', 'layer', 'fileName'];

/**
 * The details of an epoch from a query string, where all is text: `?split=TRAIN&layer=last&trainLoss=0.1&array.features=h&className=cat`.
 *
 * @throws CollapsarError BAD_USER_INPUT for a number that is none, or a name given twice
 */
export function readQuery(query: Record<string, unknown>): Record<string, unknown> {
  const details: Record<string, unknown> = {};
  const arrays: Record<string, string> = {};
  for (const [key, value] of Object.entries(query)) {
    if (key === 'className') details.classNames = Array.isArray(value) ? value : [value];
    else if (typeof value !== 'string') throw bad(key, 'given once');
    else if (key.startsWith('array.')) arrays[key.slice('array.'.length)] = value;
    else if (key === 'allowNonFinite') details[key] = value === 'true' || value === '1';
    else details[key] = TEXTS.includes(key) ? value : number(key, value);
  }
  return Object.keys(arrays).length === 0 ? details : { ...details, arrays };
}

function number(key: string, value: string): number {
  if (value.trim() === '' || !Number.isFinite(Number(value))) throw bad(key, 'a finite number');
  return Number(value);
}

const bad = (key: string, expected: string) => new CollapsarError('BAD_USER_INPUT', `${key.slice(0, 60).replace(/[^\x20-\x7e]/g, '?')} must be ${expected}.`, { details: { path: key.slice(0, 60), rule: 'query' } });
