import { Arg, Authorized, Ctx, ID, Query, Resolver } from 'type-graphql';
import { Node } from '../access/node.type.ts';
import { RequestContext } from '../access/request-context.ts';
import { visibleNode, visibleNodes } from './visible-node.ts';

@Resolver(() => Node)
export class NodeResolver {
  @Authorized('LINK')
  @Query(() => Node, { nullable: true, description: 'The study, run or snapshot of an id; null when there is none.' })
  node(@Arg('id', () => ID, { description: 'Its id.' }) id: string, @Ctx() context: RequestContext): Promise<Node | null> {
    return visibleNode(context, id);
  }

  @Authorized('LINK')
  @Query(() => [Node], {
    nullable: 'items',
    description: 'Studies, runs and snapshots in the order of their ids; null in place of what there is not.',
    complexity: ({ args, childComplexity }) => 1 + (args.ids?.length ?? 0) * (1 + childComplexity),
  })
  nodes(
    @Arg('ids', () => [ID], { description: 'Their ids, at most 100.' }) ids: string[],
    @Ctx() context: RequestContext,
  ): Promise<(Node | null)[]> {
    return visibleNodes(context, ids);
  }
}
