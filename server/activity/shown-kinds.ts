import { EVENT_KINDS, type EventKind } from '../../prisma/events.ts';

/** What stands in no list: each epoch, and that values were measured. */
export const NOT_SHOWN: EventKind[] = ['run.epoch', 'run.values'];

export const SHOWN_KINDS = EVENT_KINDS.filter((kind) => !NOT_SHOWN.includes(kind));
