import type { Check as CheckRow, Prisma } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { appendEvent } from '../../prisma/events.ts';
import { newId } from '../../prisma/ids.ts';
import type { RequestContext } from '../access/request-context.ts';
import { checkVersion } from '../access/version.ts';
import { write } from '../access/write.ts';
import type { MetricId } from '../metrics/catalogue.ts';
import { lockStudy } from '../studies/change-study.ts';
import type { ArchiveCheckInput, CreateCheckInput, UpdateCheckInput } from './check.input.ts';
import { type CheckRule, checkRule } from './check-rule.ts';

/** Each gives the id of the check. All throw CollapsarError: NOT_FOUND, CONFLICT, PRECONDITION_FAILED or BAD_USER_INPUT. */

/** That a study asks at once: each is asked of every run. */
const MOST_CHECKS = 50;

export async function createCheck(context: RequestContext, input: CreateCheckInput): Promise<string> {
  checkRule(input);
  const { id } = await write(context, { action: 'createCheck', input }, async (tx, audit) => {
    await lockStudy(tx, input.studyId);
    await demandRoom(tx, input.studyId);
    const check = { id: newId('check'), studyId: input.studyId, name: input.name, ...ruleOf(input) };
    await tx.check.create({ data: check, select: { id: true } });
    audit({ subject: check.id, after: check });
    await appendEvent(tx, { kind: 'review.check', studyId: input.studyId, subject: check.id });
    return { id: check.id };
  });
  return id;
}

export async function updateCheck(context: RequestContext, input: UpdateCheckInput): Promise<string> {
  await write(context, { action: 'updateCheck', input }, async (tx, audit) => {
    const check = await lockCheck(tx, input.checkId);
    checkVersion(`The check "${check.name}"`, check.version, input.expectedVersion);
    const before = { name: check.name, ...ruleOf(check) };
    const after = { name: input.name ?? before.name, ...changed(before, input) };
    checkRule(after);
    await tx.check.update({ where: { id: check.id }, data: { ...after, version: check.version + 1 }, select: { id: true } });
    audit({ subject: check.id, before, after });
    await appendEvent(tx, { kind: 'review.check', studyId: check.studyId, subject: check.id });
    return {};
  });
  return input.checkId;
}

/** What came out of it stays, and is shown again with it. */
export async function archiveCheck(context: RequestContext, input: ArchiveCheckInput): Promise<string> {
  await write(context, { action: 'archiveCheck', input }, async (tx, audit) => {
    const { id, studyId, archivedAt } = await lockCheck(tx, input.checkId);
    if ((archivedAt !== null) === input.isArchived) return {};
    if (!input.isArchived) await demandRoom(tx, studyId);
    await tx.check.update({ where: { id }, data: { archivedAt: input.isArchived ? new Date() : null }, select: { id: true } });
    audit({ subject: id, before: { isArchived: !input.isArchived }, after: { isArchived: input.isArchived } });
    await appendEvent(tx, { kind: 'review.check', studyId, subject: id });
    return {};
  });
  return input.checkId;
}

const ruleOf = ({ metric, split, layer, point, bound, limit }: Pick<CheckRow, keyof CheckRule>): CheckRule => ({ metric: metric as MetricId, split, layer, point, bound, limit });

function changed(rule: CheckRule, { metric, split, layer, point, bound, limit }: UpdateCheckInput): CheckRule {
  return {
    metric: metric ?? rule.metric, split: split ?? rule.split, layer: layer ?? rule.layer,
    point: point ?? rule.point, bound: bound ?? rule.bound, limit: limit ?? rule.limit,
  };
}

/** The study is locked before its checks, always. */
async function lockCheck(tx: Prisma.TransactionClient, id: string): Promise<CheckRow> {
  const known = id.includes('\0') ? null : await tx.check.findUnique({ where: { id }, select: { studyId: true } });
  if (!known) throw new CollapsarError('NOT_FOUND', `There is no check ${id}; take its id from the study's checks.`, { details: { type: 'Check', field: 'checkId' } });
  await lockStudy(tx, known.studyId);
  return tx.check.findUniqueOrThrow({ where: { id } });
}

async function demandRoom(tx: Prisma.TransactionClient, studyId: string): Promise<void> {
  const count = await tx.check.count({ where: { studyId, archivedAt: null } });
  if (count < MOST_CHECKS) return;
  throw new CollapsarError('PRECONDITION_FAILED', `The study has ${count} checks, and at most ${MOST_CHECKS} are asked at once; put one aside first.`);
}
