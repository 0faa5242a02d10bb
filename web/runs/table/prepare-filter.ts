import { MINUS } from '../../formats/numbers.ts';
import { statusLook } from '../prepare-status.ts';
import type { RunStatus } from '../run-documents.ts';
import { metricName, type Place } from './columns.ts';
import type { Condition, ListKind } from './filter.ts';
import type { TableChoices } from './table-documents.ts';

type Metrics = Parameters<typeof metricName>[1];

export const KIND_WORDS: Record<Condition['kind'], string> = {
  status: 'Status',
  network: 'Network',
  dataset: 'Data set',
  study: 'Study',
  tag: 'Tag',
  phase: 'Terminal phase',
  value: 'A value',
  generated: 'Made by a program',
};

const AT = { phase: 'at the terminal phase', end: 'at the end', best: 'at its best' };

/** "NC1 at the end", "test NC1 at its best". */
export function placeWords({ metric, split, at }: Place, metrics: Metrics): string {
  return `${split === 'TEST' ? 'test ' : ''}${metricName(metric, metrics)} ${AT[at]}`;
}

/** A condition as its chip says it. */
export function conditionWords(condition: Condition, choices: TableChoices | null, metrics: Metrics): string {
  switch (condition.kind) {
    case 'phase':
      return condition.isReached ? 'terminal phase reached' : 'terminal phase not reached';
    case 'generated':
      return condition.isGenerated ? 'made by a program' : 'not made by a program';
    case 'value':
      return `${placeWords(condition.place, metrics)} ${condition.sign} ${String(condition.than).replace('-', MINUS)}`;
    default: {
      const words = condition.values.map((value) => valueWord(condition.kind, value, choices));
      const shown = words.length > 3 ? `${words.slice(0, 2).join(', ')} or ${words.length - 2} more` : words.join(' or ');
      return `${KIND_WORDS[condition.kind].toLowerCase()} ${condition.isNot ? 'is not ' : ''}${shown}`;
    }
  }
}

function valueWord(kind: ListKind, value: string, choices: TableChoices | null): string {
  if (kind === 'status') return statusLook(value as RunStatus).word;
  if (kind === 'study') return choices?.studies.nodes.find(({ id }) => id === value)?.name ?? 'a study';
  return value;
}

export interface Choice {
  value: string;
  label: string;
  count: number | null;
}

/** What a list of a condition can be chosen from; what is chosen already stays in it though no run has it. */
export function choicesOf(kind: ListKind, choices: TableChoices | null, statuses: readonly RunStatus[], chosen: readonly string[]): Choice[] {
  const known = knownChoices(kind, choices, statuses);
  return [...known, ...chosen.filter((value) => !known.some((each) => each.value === value)).map((value) => ({ value, label: value, count: null }))];
}

function knownChoices(kind: ListKind, choices: TableChoices | null, statuses: readonly RunStatus[]): Choice[] {
  switch (kind) {
    case 'status':
      return statuses.map((value) => ({ value, label: statusLook(value).word, count: null }));
    case 'network':
      return (choices?.architectures ?? []).map(({ name, runCount }) => ({ value: name, label: name, count: runCount }));
    case 'dataset':
      return (choices?.dataSets ?? []).map(({ name, runCount }) => ({ value: name, label: name, count: runCount }));
    case 'tag':
      return (choices?.tags ?? []).map(({ tag, runCount }) => ({ value: tag, label: tag, count: runCount }));
    case 'study':
      return (choices?.studies.nodes ?? []).map(({ id, name }) => ({ value: id, label: name, count: null }));
  }
}
