import { CollapsarError } from '../../prisma/errors.ts';
import { newId } from '../../prisma/ids.ts';
import { newSecret } from '../../prisma/secrets.ts';
import { mayDo } from '../access/caller.ts';
import type { RequestContext } from '../access/request-context.ts';
import { write } from '../access/write.ts';
import type { CreateShareLinkInput, RevokeShareLinkInput } from './share-link.input.ts';
import type { ShareLink } from './share-link.type.ts';

/** Share links that a study may have at once: a list that somebody can still look through. */
const MOST_LINKS = 1000;

/** Makes a share link of a study; its address is in this one answer. @throws CollapsarError NOT_FOUND, PRECONDITION_FAILED at 1,000 of a study */
export async function createShareLink(context: RequestContext, input: CreateShareLinkInput): Promise<{ shareLink: ShareLink; address: string | null }> {
  // by id: the answer of before, or another try, is of another link
  const addresses = new Map<string, string>();
  const { id } = await write(context, { action: 'createShareLink', input }, async (tx, audit) => {
    const { studyId, path, showsNames, expiresInDays } = input;
    if (!(await tx.study.findUnique({ where: { id: studyId }, select: { id: true } }))) throw noStudy(studyId);
    if ((await tx.shareLink.count({ where: { studyId, revokedAt: null } })) >= MOST_LINKS) throw tooMany();
    const { secret, hash } = newSecret('link');
    const made = newId('link');
    await tx.$executeRaw`
      INSERT INTO "ShareLink" (id, "studyId", path, hash, "showsNames", "createdBy", "expiresAt")
      VALUES (${made}, ${studyId}, ${path}, ${hash}, ${showsNames}, ${context.caller.userId}, now() + make_interval(days => ${expiresInDays}::int))`;
    addresses.set(made, `/s/${secret}`);
    audit({ subject: made, after: { studyId, path, showsNames, expiresInDays } });
    return { id: made };
  });
  return { shareLink: await context.record.shareLink.findUniqueOrThrow({ where: { id } }), address: addresses.get(id) ?? null };
}

/** Ends a share link now. Those of others are an admin's to end, and for everybody else not there. @throws CollapsarError NOT_FOUND */
export async function revokeShareLink(context: RequestContext, input: RevokeShareLinkInput): Promise<{ shareLink: ShareLink; address: string | null }> {
  const id = input.shareLinkId;
  await write(context, { action: 'revokeShareLink', input }, async (tx, audit) => {
    const { caller } = context;
    const count = await tx.$executeRaw`
      UPDATE "ShareLink" SET "revokedAt" = coalesce("revokedAt", now())
      WHERE id = ${id} AND (${mayDo(caller, 'ADMIN')} OR "createdBy" = ${caller.userId})`;
    if (count === 0) throw new CollapsarError('NOT_FOUND', `There is no share link ${id}; take the id from the list of share links.`, { details: { type: 'ShareLink', field: 'shareLinkId' } });
    audit({ subject: id });
    return {};
  });
  return { shareLink: await context.record.shareLink.findUniqueOrThrow({ where: { id } }), address: null };
}

const noStudy = (id: string) => new CollapsarError('NOT_FOUND', `There is no study ${id}; take its id from the list of studies.`, { details: { type: 'Study', field: 'studyId' } });
const tooMany = () => new CollapsarError('PRECONDITION_FAILED', `The study has ${MOST_LINKS} share links already; revoke some first.`, { details: { state: 'TOO_MANY_LINKS' } });
