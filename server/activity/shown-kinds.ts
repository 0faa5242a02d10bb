import { EVENT_KINDS, type EventKind } from '../../prisma/events.ts';
import type { ActivityTopic } from './activity.type.ts';

/** What stands in no list: each epoch, and that values were measured. */
export const NOT_SHOWN: EventKind[] = ['run.epoch', 'run.values'];

export const SHOWN_KINDS = EVENT_KINDS.filter((kind) => !NOT_SHOWN.includes(kind));

/** Beginnings of the kinds that each topic is made of. */
const TOPICS: Record<ActivityTopic, readonly string[]> = {
  RUNS: ['run.'], STUDIES: ['study.'], NOTES: ['review.thread'], VERDICTS: ['review.verdict', 'review.asked'], REPORTS: ['review.report'], CHECKS: ['review.check'],
};

export const kindsOf = (topics: readonly ActivityTopic[]): EventKind[] => SHOWN_KINDS.filter((kind) => topics.some((topic) => TOPICS[topic].some((beginning) => kind.startsWith(beginning))));
