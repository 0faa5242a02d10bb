import { CollapsarError } from '../../prisma/errors.ts';
import { Node, typeOfId } from '../access/node.type.ts';
import type { RequestContext } from '../access/request-context.ts';
import { visibleStudy } from '../studies/list-studies.ts';
import { visibleRun } from './list-runs.ts';
import { visibleSnapshot } from './list-snapshots.ts';

/** The check of each type is that of its own path: what a caller does not see there is not seen here. */
const READERS: Readonly<Record<string, (context: RequestContext, id: string) => Promise<Node | null>>> = {
  Study: visibleStudy,
  Run: visibleRun,
  Snapshot: visibleSnapshot,
};

const MOST_IDS = 100;

/** Whatever has this id; null where there is nothing that the caller sees. */
export async function visibleNode(context: RequestContext, id: string): Promise<Node | null> {
  const type = typeOfId(id);
  return type && !id.includes('\0') ? READERS[type]!(context, id) : null;
}

/** The same for many ids, in their order. @throws CollapsarError BAD_USER_INPUT for more than 100 */
export async function visibleNodes(context: RequestContext, ids: readonly string[]): Promise<(Node | null)[]> {
  if (ids.length > MOST_IDS) throw new CollapsarError('BAD_USER_INPUT', `${ids.length} ids were given; at most ${MOST_IDS} are allowed, so ask in smaller parts.`);
  return Promise.all(ids.map((id) => visibleNode(context, id)));
}
