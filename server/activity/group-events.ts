import type { RecordEvent } from '../access/request-context.ts';

export type DatedEvent = RecordEvent & { at: Date };

/** Events of one kind in a row, the newest first. */
export type Group = DatedEvent[];

/** An entry stands for no more events, and for no longer time. */
const MOST_EVENTS = 100;
const LONGEST_MS = 3_600_000;

/** Of these each subject, or run, is an entry of its own: two people's threads are two things. */
const APART = ['review.thread', 'review.verdict', 'review.asked', 'review.report', 'run.edited'];

/** Groups of events that come newest first: the same thing happening again within an hour is one group. */
export function groupEvents(events: readonly DatedEvent[]): Group[] {
  const groups: Group[] = [];
  for (const event of events) {
    const last = groups.at(-1);
    if (last && belongs(event, last)) last.push(event);
    else groups.push([event]);
  }
  return groups;
}

/** Measured from the newest, so that a group is the same whatever comes before it in the list. */
export function belongs(event: DatedEvent, group: Group): boolean {
  const [newest] = group;
  const isSame = event.kind === newest!.kind && event.studyId === newest!.studyId && (!APART.includes(event.kind) || (event.subject === newest!.subject && event.runId === newest!.runId));
  return isSame && group.length < MOST_EVENTS && newest!.at.getTime() - event.at.getTime() <= LONGEST_MS;
}
