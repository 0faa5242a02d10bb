import type { VariablesOf } from '../graphql/graphql.ts';
import type { ActivityDocument } from './activity-documents.ts';

export type Topic = NonNullable<NonNullable<VariablesOf<typeof ActivityDocument>['topics']>[number]>;

/** What activity can tell of: the word of the filter, and the word in the address. */
export const TOPICS: readonly { topic: Topic; word: string; inAddress: string }[] = [
  { topic: 'RUNS', word: 'Runs', inAddress: 'runs' },
  { topic: 'NOTES', word: 'Notes', inAddress: 'notes' },
  { topic: 'VERDICTS', word: 'Verdicts', inAddress: 'verdicts' },
  { topic: 'CHECKS', word: 'Checks', inAddress: 'checks' },
  { topic: 'REPORTS', word: 'Reports', inAddress: 'reports' },
  { topic: 'STUDIES', word: 'Studies', inAddress: 'studies' },
];

/** Which part of what happened is wanted; null: all of it. */
export interface ActivityView {
  studyId: string | null;
  topics: Topic[] | null;
  personId: string | null;
}

export function viewIn(search: URLSearchParams): ActivityView {
  const words = search.get('about')?.split(',') ?? [];
  const topics = TOPICS.filter(({ inAddress }) => words.includes(inAddress)).map(({ topic }) => topic);
  return { studyId: search.get('study') || null, topics: topics.length === 0 ? null : topics, personId: search.get('by') || null };
}

/** The address after a topic was switched on or off; null: all. */
export function withTopic(topics: readonly Topic[] | null, topic: Topic): string | null {
  const next = topics?.includes(topic) ? topics.filter((other) => other !== topic) : [...(topics ?? []), topic];
  return next.length === 0 ? null : TOPICS.filter((entry) => next.includes(entry.topic)).map(({ inAddress }) => inAddress).join();
}
