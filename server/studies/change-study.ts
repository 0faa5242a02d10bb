import type { Prisma, Study as StudyRow } from '../../prisma/client.ts';
import { deleteRuns } from '../../prisma/delete-runs.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { appendEvent } from '../../prisma/events.ts';
import { demandOpen } from '../../prisma/final-study.ts';
import { newId } from '../../prisma/ids.ts';
import { recordedStudy } from '../../prisma/recorded-study.ts';
import type { RequestContext } from '../access/request-context.ts';
import { checkVersion } from '../access/version.ts';
import { write } from '../access/write.ts';
import type { ArchiveStudyInput, CreateStudyInput, DeleteStudyInput, EditStudyInput } from './study.input.ts';
import { slugOf } from './slug.ts';

/** Each gives the id of the study. All throw CollapsarError: NOT_FOUND, CONFLICT, PRECONDITION_FAILED or BAD_USER_INPUT. */

export async function createStudy(context: RequestContext, input: CreateStudyInput): Promise<string> {
  const slug = slugOf(input.slug, input.name);
  const { id } = await write(context, { action: 'createStudy', input }, async (tx, audit) => {
    const study = { id: newId('study'), slug, name: input.name, description: input.description };
    const made = await tx.study.createMany({ data: study, skipDuplicates: true });
    if (made.count === 0) throw new CollapsarError('CONFLICT', `There is a study "${slug}" already; give another slug.`, { details: { field: 'slug' } });
    audit({ subject: study.id, after: study });
    await appendEvent(tx, { kind: 'study.created', studyId: study.id });
    return { id: study.id };
  });
  return id;
}

export async function editStudy(context: RequestContext, input: EditStudyInput): Promise<string> {
  await write(context, { action: 'editStudy', input }, async (tx, audit) => {
    const study = await lockStudy(tx, input.studyId);
    checkVersion(`The study "${study.name}"`, study.version, input.expectedVersion);
    const after = { name: input.name ?? study.name, description: input.description ?? study.description };
    await changeStudy(tx, study, after);
    audit({ subject: study.id, before: { name: study.name, description: study.description }, after });
    return {};
  });
  return input.studyId;
}

export async function archiveStudy(context: RequestContext, input: ArchiveStudyInput): Promise<string> {
  await write(context, { action: 'archiveStudy', input }, async (tx, audit) => {
    const study = await lockStudy(tx, input.studyId);
    if ((study.archivedAt !== null) === input.isArchived) return {};
    await changeStudy(tx, study, { archivedAt: input.isArchived ? new Date() : null });
    audit({ subject: study.id, before: { isArchived: !input.isArchived }, after: { isArchived: input.isArchived } });
    return {};
  });
  return input.studyId;
}

/**
 * For good, with its runs and all that was recorded of them. What is in training must be cancelled first. The recorded study need not be put
 * aside before, since an import brings it back, unless somebody wrote about it.
 */
export async function deleteStudy(context: RequestContext, input: DeleteStudyInput): Promise<string> {
  await write(context, { action: 'deleteStudy', input }, async (tx, audit) => {
    const study = await lockStudy(tx, input.studyId);
    if (!study.archivedAt && !(await isReplaceable(tx, study.id))) throw new CollapsarError('PRECONDITION_FAILED', `The study "${study.name}" is in use; put it aside first, then delete it.`);
    demandOpen(study);
    const runs = await tx.run.findMany({ where: { studyId: study.id }, select: { id: true } });
    await deleteRuns(tx, runs.map(({ id }) => id));
    await tx.study.delete({ where: { id: study.id } });
    const { slug, name } = study;
    audit({ subject: study.id, before: { slug, name, runCount: runs.length } });
    await appendEvent(tx, { kind: 'study.deleted' });
    return {};
  });
  return input.studyId;
}

async function isReplaceable(tx: Prisma.TransactionClient, studyId: string): Promise<boolean> {
  if (recordedStudy()?.studyId !== studyId) return false;
  const where = { where: { studyId }, select: { id: true } } as const;
  const written = await Promise.all([tx.thread.findFirst(where), tx.verdict.findFirst(where), tx.report.findFirst(where), tx.check.findFirst(where)]);
  return written.every((row) => row === null);
}

/** Changes the study's row, raises its version and announces it. */
export async function changeStudy(tx: Prisma.TransactionClient, { id, version }: StudyRow, data: Prisma.StudyUpdateInput): Promise<void> {
  await tx.study.update({ where: { id }, data: { ...data, version: version + 1 }, select: { id: true } });
  await appendEvent(tx, { kind: 'study.edited', studyId: id });
}

/** Locks a study until the end of the transaction. @throws CollapsarError NOT_FOUND */
export async function lockStudy(tx: Prisma.TransactionClient, id: string): Promise<StudyRow> {
  const [study] = await tx.$queryRaw<StudyRow[]>`SELECT * FROM "Study" WHERE id = ${id} FOR NO KEY UPDATE`;
  if (study) return study;
  throw new CollapsarError('NOT_FOUND', `There is no study ${id}; take its id from the list of studies.`, { details: { type: 'Study', field: 'studyId' } });
}
