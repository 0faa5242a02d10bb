import { MaxLength } from 'class-validator';
import { Arg, Args, ArgsType, Authorized, Ctx, Field, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Split } from '../../prisma/client.ts';
import type { Connection } from '../access/connection.ts';
import { listComplexity, PageArguments } from '../access/page-arguments.ts';
import { RequestContext } from '../access/request-context.ts';
import { runsById } from './list-runs.ts';
import { listSnapshots, visibleSnapshot } from './list-snapshots.ts';
import { Run } from './run.type.ts';
import { Snapshot, SnapshotConnection } from './snapshot.type.ts';

@ArgsType()
class SnapshotPageArguments extends PageArguments {
  @Field(() => Split, { nullable: true, description: 'Only of these images; of all when left out.' })
  split?: Split | null;
  @Field(() => String, { nullable: true, description: 'Only of this layer; of all when left out.' })
  @MaxLength(200)
  layer?: string | null;
}

@Resolver(() => Run)
export class RunSnapshotsResolver {
  @FieldResolver(() => SnapshotConnection, { description: 'What was recorded of it, by epoch, split and layer.', complexity: listComplexity })
  snapshots(
    @Root() run: Run,
    @Args(() => SnapshotPageArguments) page: SnapshotPageArguments,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Snapshot>> {
    return context.load(listSnapshots, { ...page, runId: run.id });
  }
}

@Resolver(() => Snapshot)
export class SnapshotResolver {
  @Authorized('LINK')
  @Query(() => Snapshot, { nullable: true, description: 'One snapshot; null when there is none of this id.' })
  snapshot(@Arg('id', () => ID, { description: 'Its id.' }) id: string, @Ctx() context: RequestContext): Promise<Snapshot | null> {
    return visibleSnapshot(context, id);
  }

  @FieldResolver(() => Run, { nullable: true, description: 'The run it is of; null when deleted since.' })
  run(@Root() { runId }: Snapshot, @Ctx() context: RequestContext): Promise<Run | null> {
    return context.load(runsById, runId);
  }
}
