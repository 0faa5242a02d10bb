import type { PrismaClient } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { seesStudy } from '../access/caller.ts';
import { type Connection, toConnection } from '../access/connection.ts';
import { decodeCursor, listTag } from '../access/cursor.ts';
import { pageOf } from '../access/page-arguments.ts';
import type { RequestContext } from '../access/request-context.ts';
import { runsById } from '../runs/list-runs.ts';
import type { Activity, ActivityArguments } from './activity.type.ts';
import { activityWords } from './activity-words.ts';
import { type DatedEvent, type Group, groupEvents } from './group-events.ts';
import { SHOWN_KINDS } from './shown-kinds.ts';
import { lastLooks, whoLooks } from './unseen.ts';

/** Events read at once, and how often for one page at most. */
const BATCH = 500;
const MOST_BATCHES = 20;
const MOST_RUNS = 10;

/**
 * A page of what happened in a study, newest first. It goes forward alone: what stands in an entry depends on what is newer.
 *
 * @throws CollapsarError BAD_USER_INPUT for a page backward, and for a cursor of another list
 */
export async function listActivity(context: RequestContext, { studyId, ...question }: ActivityArguments): Promise<Connection<Activity>> {
  const { record, caller } = context;
  const page = pageOf(question);
  if (page.isBackward) throw new CollapsarError('BAD_USER_INPUT', 'This list goes forward alone; give first and after.');
  const list = listTag('activity', studyId);
  const before = page.cursor === null ? null : BigInt(decodeCursor(list, page.cursor, ['number'])[0] as number);
  const groups = seesStudy(caller, studyId) && !studyId.includes('\0') ? await readGroups(record, studyId, before, page.size + 1) : [];
  const shown = groups.slice(0, page.size);
  const [words, seen, runs] = await Promise.all([activityWords(record, shown), context.load(lastLooks, { who: whoLooks(context), studyId }), Promise.all(shown.map((group) => runsOf(context, group)))]);
  const entries = new Map(shown.map((group, i) => [group, { ...entryOf(group, words[i]!, runs[i]!), isUnseen: caller.access !== 'LINK' && group[0]!.id > seen }]));
  return toConnection<Group, Activity>({
    list, rows: groups, page,
    position: (group) => [Number(group.at(-1)!.id)],
    present: (group) => entries.get(group)!,
    countAll: () => record.event.count({ where: { studyId: seesStudy(caller, studyId) ? studyId : '', kind: { in: SHOWN_KINDS } } }),
  });
}

/** Events are read until there is one group more than wanted: the last one could still grow. */
async function readGroups(record: PrismaClient, studyId: string, before: bigint | null, wanted: number): Promise<Group[]> {
  const events: DatedEvent[] = [];
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const cursor = events.at(-1)?.id ?? before;
    const more = await record.event.findMany({
      where: { studyId, kind: { in: SHOWN_KINDS }, ...(cursor !== null && { id: { lt: cursor } }) },
      orderBy: { id: 'desc' },
      take: BATCH,
      select: { id: true, kind: true, studyId: true, runId: true, epoch: true, subject: true, at: true },
    });
    events.push(...more);
    if (more.length < BATCH || groupEvents(events).length > wanted) break;
  }
  return groupEvents(events).slice(0, wanted);
}

async function runsOf(context: RequestContext, group: Group): Promise<Activity['runs']> {
  const ids = [...new Set(group.flatMap(({ runId }) => runId ?? []))].slice(0, MOST_RUNS);
  const runs = await Promise.all(ids.map((id) => context.load(runsById, id)));
  return runs.flatMap((run) => run ?? []);
}

function entryOf(group: Group, words: string, runs: Activity['runs']): Omit<Activity, 'isUnseen'> {
  const [newest, oldest] = [group[0]!, group.at(-1)!];
  const subjects = new Set(group.map(({ subject }) => subject));
  return {
    id: String(newest.id), kind: newest.kind, words, count: group.length, at: newest.at, since: oldest.at,
    subject: subjects.size === 1 ? newest.subject : null, runs,
  };
}
