import type { Prisma, Run as RunRow } from '../../prisma/client.ts';
import { deleteRuns as deleteRows } from '../../prisma/delete-runs.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { appendEvent } from '../../prisma/events.ts';
import { demandOpenStudies } from '../../prisma/final-study.ts';
import { orderRunsIn, type RunOrder } from '../../prisma/run-orders.ts';
import type { RequestContext } from '../access/request-context.ts';
import { checkVersion } from '../access/version.ts';
import { type Audited, write } from '../access/write.ts';
import type { ArchiveRunsInput, EditRunInput, RunsInput, SetBaselineInput, TagRunsInput } from './run-change.input.ts';

/** All throw CollapsarError: NOT_FOUND, CONFLICT, PRECONDITION_FAILED or BAD_USER_INPUT, and have changed nothing then. */

const MOST_TAGS = 50;

/** The trainer that holds a run hears of it within seconds. An order already obeyed changes nothing. */
export async function orderRuns(context: RequestContext, input: RunsInput, order: RunOrder): Promise<void> {
  await write(context, { action: `${order}Runs`, input }, async (tx, audit) => {
    for (const { runId, changed, before, after } of await orderRunsIn(tx, input.runIds, order)) {
      if (changed) audit({ subject: runId, before: { status: before }, after: { status: after } });
    }
    return {};
  });
}

export async function editRun(context: RequestContext, input: EditRunInput): Promise<void> {
  await write(context, { action: 'editRun', input }, async (tx, audit) => {
    const [run] = await lockRuns(tx, [input.runId]);
    checkVersion(`"${run!.name}"`, run!.version, input.expectedVersion);
    if (input.name != null && input.name !== run!.name) await demandFreeName(tx, run!, input.name);
    await change(tx, run!, { name: input.name ?? run!.name, note: input.note ?? run!.note }, audit);
    return {};
  });
}

export async function tagRuns(context: RequestContext, input: TagRunsInput): Promise<void> {
  const add = input.add.map((tag) => tag.trim());
  await write(context, { action: 'tagRuns', input }, async (tx, audit) => {
    for (const run of await lockRuns(tx, input.runIds)) {
      const tags = [...new Set([...run.tags, ...add])].filter((tag) => !input.remove.includes(tag)).sort();
      if (tags.length > MOST_TAGS) throw new CollapsarError('BAD_USER_INPUT', `"${run.name}" would have ${tags.length} tags; at most ${MOST_TAGS} are allowed.`, { details: { field: 'add' } });
      if (String(tags) !== String(run.tags)) await change(tx, run, { tags }, audit);
    }
    return {};
  });
}

export async function archiveRuns(context: RequestContext, input: ArchiveRunsInput): Promise<void> {
  await write(context, { action: 'archiveRuns', input }, async (tx, audit) => {
    for (const run of await lockRuns(tx, input.runIds)) {
      if ((run.archivedAt !== null) !== input.isArchived) await change(tx, run, { archivedAt: input.isArchived ? new Date() : null }, audit);
    }
    return {};
  });
}

/** Of a study, an architecture and a data set there is one baseline: setting another one moves it. */
export async function setBaseline(context: RequestContext, input: SetBaselineInput): Promise<void> {
  await write(context, { action: 'setBaseline', input }, async (tx, audit) => {
    const [run] = await lockRuns(tx, [input.runId]);
    const { id: runId, studyId, architecture, dataset } = run!;
    const cell = { studyId, architecture, dataset };
    const before = await tx.baseline.findUnique({ where: { studyId_architecture_dataset: cell }, select: { runId: true } });
    if (input.isBaseline) await tx.baseline.upsert({ where: { studyId_architecture_dataset: cell }, create: { ...cell, runId }, update: { runId, setAt: new Date() } });
    else await tx.baseline.deleteMany({ where: { ...cell, runId } });
    audit({ subject: runId, before: { baseline: before?.runId ?? null }, after: { isBaseline: input.isBaseline } });
    await appendEvent(tx, { kind: 'run.edited', runId });
    return {};
  });
}

/** For good, with all that was recorded of them. */
export async function deleteRuns(context: RequestContext, input: RunsInput): Promise<void> {
  await write(context, { action: 'deleteRuns', input }, async (tx, audit) => {
    const runs = await lockRuns(tx, input.runIds);
    await deleteRows(tx, input.runIds);
    for (const { id, studyId, name, architecture, depth, dataset, seed } of runs) audit({ subject: id, before: { studyId, name, architecture, depth, dataset, seed } });
    for (const studyId of new Set(runs.map((run) => run.studyId))) await appendEvent(tx, { kind: 'run.deleted', studyId });
    return {};
  });
}

async function change(tx: Prisma.TransactionClient, run: RunRow, after: Partial<Pick<RunRow, 'name' | 'note' | 'tags' | 'archivedAt'>>, audit: (what: Audited) => void) {
  await tx.run.update({ where: { id: run.id }, data: { ...after, version: run.version + 1 }, select: { id: true } });
  const before = Object.fromEntries(Object.keys(after).map((name) => [name, run[name as keyof RunRow]]));
  audit({ subject: run.id, before, after });
  await appendEvent(tx, { kind: 'run.edited', runId: run.id });
}

/** Programs go on with a run by its name: two of one name in a study would mix their epochs. */
async function demandFreeName(tx: Prisma.TransactionClient, { id, studyId }: RunRow, name: string): Promise<void> {
  if ((await tx.run.count({ where: { studyId, name, id: { not: id } } })) === 0) return;
  throw new CollapsarError('CONFLICT', `The study has another run "${name}"; choose another name.`, { details: { field: 'name' } });
}

/** Refused while their study is final. In the order of ids, so that two requests for the same runs wait for each other and never both for ever. */
async function lockRuns(tx: Prisma.TransactionClient, ids: readonly string[]): Promise<RunRow[]> {
  await demandOpenStudies(tx, ids);
  const runs = await tx.$queryRaw<RunRow[]>`SELECT * FROM "Run" WHERE id = ANY(${[...ids]}) ORDER BY id FOR NO KEY UPDATE`;
  const missing = ids.find((id) => !runs.some((run) => run.id === id));
  if (missing !== undefined) throw new CollapsarError('NOT_FOUND', `There is no run ${missing}; take its id from the list of runs.`, { details: { type: 'Run', field: 'runIds' } });
  return runs;
}
