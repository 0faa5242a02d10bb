import { STATUSES } from '../prepare-status.ts';
import { type Place, placeId, placeIn } from './columns.ts';
import type { RunFilter } from './table-documents.ts';

/** Kinds of conditions that name one or more of a list. */
export const LIST_KINDS = ['status', 'network', 'dataset', 'study', 'tag'] as const;
export type ListKind = (typeof LIST_KINDS)[number];

export type Condition =
  | { kind: ListKind; isNot: boolean; values: string[] }
  | { kind: 'phase'; isReached: boolean }
  | { kind: 'generated'; isGenerated: boolean }
  | { kind: 'value'; place: Place; sign: '<' | '>'; than: number };

type Address = Pick<URLSearchParams, 'get' | 'getAll'>;
const MOST = 20;

const escaped = (text: string) => text.replace(/[%,!]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
const unescaped = (text: string) => text.replace(/%(25|2c|21)/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** The conditions in an address; what is none is left out. */
export function conditionsIn(address: Address): Condition[] {
  const lists = LIST_KINDS.flatMap((kind) => address.getAll(kind).flatMap((text) => listIn(kind, text)));
  const yes = (name: string) => (['yes', 'no'].includes(address.get(name) ?? '') ? [address.get(name) === 'yes'] : []);
  return [
    ...lists,
    ...yes('phase').map((isReached): Condition => ({ kind: 'phase', isReached })),
    ...yes('generated').map((isGenerated): Condition => ({ kind: 'generated', isGenerated })),
    ...address.getAll('value').flatMap(valueIn),
  ].slice(0, MOST);
}

function listIn(kind: ListKind, text: string): Condition[] {
  const isNot = text.startsWith('!');
  const words = (isNot ? text.slice(1) : text).split(',').map(unescaped).filter(Boolean);
  const values = kind === 'status' ? STATUSES.filter((status) => words.some((word) => word.toUpperCase() === status)) : words;
  return values.length === 0 ? [] : [{ kind, isNot, values: [...values].slice(0, 50) }];
}

function valueIn(text: string): Condition[] {
  const [, id, sign, number] = /^([^<>]+)([<>])([-+.e\d]+)$/i.exec(text) ?? [];
  const place = id ? placeIn(id) : null;
  const than = Number(number);
  return place && Number.isFinite(than) ? [{ kind: 'value', place, sign: sign as '<' | '>', than }] : [];
}

/** Name and text of a condition in an address. */
export function conditionAddress(condition: Condition): [string, string] {
  switch (condition.kind) {
    case 'phase':
      return ['phase', condition.isReached ? 'yes' : 'no'];
    case 'generated':
      return ['generated', condition.isGenerated ? 'yes' : 'no'];
    case 'value':
      return ['value', `${placeId(condition.place)}${condition.sign}${condition.than}`];
    default: {
      const words = condition.values.map((value) => escaped(condition.kind === 'status' ? value.toLowerCase() : value));
      return [condition.kind, `${condition.isNot ? '!' : ''}${words.join(',')}`];
    }
  }
}

export interface FilterWanted {
  conditions: readonly Condition[];
  match: 'all' | 'any';
  text: string;
  isArchived: boolean;
}

/** The server's filter: text and archive always narrow, the conditions stand together by "and" or "or". */
export function filterOf({ conditions, match, text, isArchived }: FilterWanted): RunFilter {
  const parts = conditions.map(partOf);
  return {
    isArchived,
    ...(text && { text }),
    ...(parts.length > 0 && (match === 'any' ? { or: parts } : { and: parts })),
  };
}

const AT = { phase: 'TERMINAL_PHASE', end: 'LAST', best: 'BEST' } as const;
/** A place as the server is asked for it. */
export const placeInput = ({ metric, split, at }: Place) => ({ name: metric, split, at: AT[at], layer: 'last' });

function partOf(condition: Condition): RunFilter {
  switch (condition.kind) {
    case 'phase':
      return { hasTerminalPhase: condition.isReached };
    case 'generated':
      return { isGenerated: condition.isGenerated };
    case 'value':
      return { metric: { ...placeInput(condition.place), [condition.sign === '<' ? 'lt' : 'gt']: condition.than } };
    default: {
      const one = listPart(condition.kind, condition.values);
      return condition.isNot ? { not: one } : one;
    }
  }
}

function listPart(kind: ListKind, values: string[]): RunFilter {
  switch (kind) {
    case 'status':
      return { status: values as RunFilter['status'] };
    case 'network':
      return { architecture: values };
    case 'dataset':
      return { dataset: values };
    case 'tag':
      return { tags: { any: values } };
    case 'study':
      return values.length === 1 ? { studyId: values[0] } : { or: values.map((studyId) => ({ studyId })) };
  }
}
