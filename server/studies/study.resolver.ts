import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { seesStudy } from '../access/caller.ts';
import type { Connection } from '../access/connection.ts';
import { listComplexity, PageArguments } from '../access/page-arguments.ts';
import { RequestContext } from '../access/request-context.ts';
import { listStudies, runCounts, studiesById } from './list-studies.ts';
import { Study, StudyConnection } from './study.type.ts';

@Resolver(() => Study)
export class StudyResolver {
  @Authorized('LINK')
  @Query(() => StudyConnection, { description: 'Studies, newest first.', complexity: listComplexity })
  studies(@Args(() => PageArguments) page: PageArguments, @Ctx() context: RequestContext): Promise<Connection<Study>> {
    return listStudies(context.record, page, context.caller);
  }

  @Authorized('LINK')
  @Query(() => Study, { nullable: true, description: 'One study; null when there is none of this id.' })
  study(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<Study | null> {
    return seesStudy(context.caller, id) ? context.load(studiesById, id) : Promise.resolve(null);
  }

  @FieldResolver(() => Int, { description: 'How many runs it has.', complexity: 1 })
  runCount(@Root() study: Study, @Ctx() context: RequestContext): Promise<number> {
    return context.load(runCounts, study.id);
  }
}
