import { Prisma, type PrismaClient } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { type Caller, seesStudy } from '../access/caller.ts';
import { type Connection, toConnection } from '../access/connection.ts';
import { decodeCursor, listTag } from '../access/cursor.ts';
import { pageOf } from '../access/page-arguments.ts';
import type { RequestContext } from '../access/request-context.ts';
import { runsById } from '../runs/list-runs.ts';
import type { Activity, ActivityArguments } from './activity.type.ts';
import { activityWords } from './activity-words.ts';
import { type DatedEvent, type Group, groupEvents } from './group-events.ts';
import { kindsOf, SHOWN_KINDS } from './shown-kinds.ts';
import { lastLooks, whoLooks } from './unseen.ts';
import { doneBy, whoDid } from './who-did.ts';

/** Events read at once, and how often for one page at most. */
const BATCH = 500;
const MOST_BATCHES = 20;
const MOST_RUNS = 10;

/**
 * A page of what happened in a study, or in all that the caller sees, newest first. It goes forward alone: what stands in an entry depends
 * on what is newer.
 *
 * @throws CollapsarError BAD_USER_INPUT for a page backward, and for a cursor of another list
 */
export async function listActivity(context: RequestContext, { studyId, topics, personId, ...question }: ActivityArguments): Promise<Connection<Activity>> {
  const { record, caller } = context;
  const page = pageOf(question);
  if (page.isBackward) throw new CollapsarError('BAD_USER_INPUT', 'This list goes forward alone; give first and after.');
  const list = listTag('activity', studyId, topics?.toSorted(), personId);
  const before = page.cursor === null ? null : BigInt(decodeCursor(list, page.cursor, ['number'])[0] as number);
  const wanted = wantedOf(caller, { studyId, topics, personId });
  const groups = wanted ? await readGroups(record, wanted, before, page.size + 1) : [];
  const shown = groups.slice(0, page.size);
  const [words, seen, runs, doers] = await Promise.all([
    activityWords(record, shown),
    Promise.all(shown.map(([newest]) => context.load(lastLooks, { who: whoLooks(context), studyId: newest!.studyId! }))),
    Promise.all(shown.map((group) => runsOf(context, group))),
    whoDid(record, shown.flat()),
  ]);
  const doerOf = new Map(shown.flat().map(({ id }, i) => [id, doers[i] ?? null]));
  const entries = new Map(shown.map((group, i) => [group, { ...entryOf(group, words[i]!, runs[i]!, doerOf), isUnseen: caller.access !== 'LINK' && group[0]!.id > seen[i]!.eventId }]));
  return toConnection<Group, Activity>({
    list, rows: groups, page,
    position: (group) => [Number(group.at(-1)!.id)],
    present: (group) => entries.get(group)!,
    countAll: () => (wanted ? countEvents(record, wanted) : Promise.resolve(0)),
  });
}

/** The condition on rows "e" of the event table; null: there can be none. */
function wantedOf(caller: Caller, { studyId, topics, personId }: Pick<ActivityArguments, 'studyId' | 'topics' | 'personId'>): Prisma.Sql | null {
  const study = studyId ?? caller.studyId;
  if (!seesStudy(caller, study) || [study, personId].some((id) => id?.includes('\0')) || (personId != null && !caller.seesNames)) return null;
  const conditions = [
    study === null ? Prisma.sql`e."studyId" IS NOT NULL` : Prisma.sql`e."studyId" = ${study}`,
    Prisma.sql`e.kind = ANY(${topics == null ? SHOWN_KINDS : kindsOf(topics)}::text[])`,
    ...(personId == null ? [] : [doneBy(personId)]),
  ];
  return Prisma.join(conditions, ' AND ');
}

const countEvents = async (record: PrismaClient, wanted: Prisma.Sql): Promise<number> => (await record.$queryRaw<[{ count: number }]>`SELECT count(*)::int AS count FROM "Event" e WHERE ${wanted}`)[0].count;

/** Events are read until there is one group more than wanted: the last one could still grow. */
async function readGroups(record: PrismaClient, wanted: Prisma.Sql, before: bigint | null, most: number): Promise<Group[]> {
  const events: DatedEvent[] = [];
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const cursor = events.at(-1)?.id ?? before;
    const more = await record.$queryRaw<DatedEvent[]>`
      SELECT e.id, e.kind, e."studyId", e."runId", e.epoch, e.subject, e.at FROM "Event" e
      WHERE ${wanted} ${cursor === null ? Prisma.empty : Prisma.sql`AND e.id < ${cursor}`} ORDER BY e.id DESC LIMIT ${BATCH}`;
    events.push(...more);
    if (more.length < BATCH || groupEvents(events).length > most) break;
  }
  return groupEvents(events).slice(0, most);
}

async function runsOf(context: RequestContext, group: Group): Promise<Activity['runs']> {
  const ids = [...new Set(group.flatMap(({ runId }) => runId ?? []))].slice(0, MOST_RUNS);
  const runs = await Promise.all(ids.map((id) => context.load(runsById, id)));
  return runs.flatMap((run) => run ?? []);
}

function entryOf(group: Group, words: string, runs: Activity['runs'], doerOf: ReadonlyMap<bigint, string | null>): Omit<Activity, 'isUnseen'> {
  const [newest, oldest] = [group[0]!, group.at(-1)!];
  const subjects = new Set(group.map(({ subject }) => subject));
  return {
    id: String(newest.id), kind: newest.kind, words, count: group.length, at: newest.at, since: oldest.at,
    subject: subjects.size === 1 ? newest.subject : null, runs, studyId: newest.studyId!,
    peopleIds: [...new Set(group.flatMap(({ id }) => doerOf.get(id) ?? []))],
  };
}
