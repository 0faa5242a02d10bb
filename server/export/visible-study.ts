import type { Study } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { seesStudy } from '../access/caller.ts';
import type { RequestContext } from '../access/request-context.ts';

/** The study of an id or a short name. @throws CollapsarError NOT_FOUND where there is none that the caller sees */
export async function demandStudy({ record, caller }: RequestContext, idOrSlug: string): Promise<Study> {
  const study = await record.study.findFirst({ where: { OR: [{ id: idOrSlug }, { slug: idOrSlug }] } });
  if (study && seesStudy(caller, study.id)) return study;
  throw new CollapsarError('NOT_FOUND', `There is no study ${idOrSlug}; take its id from the list of studies.`, { details: { type: 'Study' } });
}
