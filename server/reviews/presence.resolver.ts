import { Arg, Authorized, Ctx, FieldResolver, ID, Resolver, Root, Subscription } from 'type-graphql';
import { CollapsarError } from '../../prisma/errors.ts';
import type { Caller } from '../access/caller.ts';
import { type Looker, type Looking, RequestContext } from '../access/request-context.ts';
import { Person } from '../people/person.type.ts';
import { visibleRun } from '../runs/list-runs.ts';
import { peopleById } from './list-comments.ts';
import { Presence } from './presence.type.ts';

/** The person at this machine is alone with it and announced to nobody; who comes by a share link is counted. */
const lookerOf = ({ access, userId }: Caller): Looker | null => (userId !== null || access === 'LINK' ? { userId } : null);

async function look({ args: { runId }, context }: { args: { runId: string }; context: RequestContext }): Promise<AsyncIterableIterator<Looking>> {
  if ((await visibleRun(context, runId)) === null) throw new CollapsarError('NOT_FOUND', `There is no run ${runId}; take its id from the list of runs.`, { details: { type: 'Run', field: 'runId' } });
  return context.events.presence.look(runId, lookerOf(context.caller));
}

@Resolver(() => Presence)
export class PresenceResolver {
  @Authorized('LINK')
  @Subscription(() => Presence, {
    description: 'Says that the caller is looking at a run for as long as it is open, and tells who else is: at once, and at each change. A server that dies is forgotten within 20 s. NOT_FOUND for a run that the caller does not see.',
    subscribe: look,
  })
  presence(@Root() { userIds, visitorCount }: Looking, @Arg('runId', () => ID, { description: 'The run.' }) _: string): Presence {
    return { userIds, peopleCount: userIds.length, visitorCount };
  }

  @FieldResolver(() => [Person], { description: 'Those people, by name, at most a hundred; empty for who may not see names.', complexity: ({ childComplexity }) => 5 + 20 * childComplexity })
  async people(@Root() { userIds }: Presence, @Ctx() context: RequestContext): Promise<Person[]> {
    if (!context.caller.seesNames) return [];
    const people = await Promise.all(userIds.slice(0, 100).map((id) => context.load(peopleById, id)));
    return people.flatMap((person) => person ?? []).sort((a, b) => a.name.localeCompare(b.name));
  }
}
