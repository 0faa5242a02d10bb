import { FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { RunList } from './list-runs.ts';
import { RunConnection } from './run.type.ts';

@Resolver(() => RunConnection)
export class RunConnectionResolver {
  @FieldResolver(() => Int, {
    description:
      'How many runs hang on a value of filter or order that is not computed yet: not in the list, though they may belong there, or at its end. Values are computed where they are shown (`Run.value`, `series`), never for a filter.',
    complexity: 20,
  })
  pendingCount(@Root() list: RunList): Promise<number> {
    return list.countPending();
  }
}
