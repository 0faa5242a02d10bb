import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { recordedStudy } from '../../prisma/recorded-study.ts';
import type { Connection } from '../access/connection.ts';
import { listComplexity } from '../access/page-arguments.ts';
import { RequestContext } from '../access/request-context.ts';
import { listStudies, runCounts, studyBySlug, visibleStudy } from './list-studies.ts';
import { StudyPageArguments } from './study-page.input.ts';
import { RecordedStudy } from './recorded-study.type.ts';
import { Study, StudyConnection } from './study.type.ts';

@Resolver(() => Study)
export class StudyResolver {
  @Authorized('LINK')
  @Query(() => StudyConnection, { description: 'Studies, newest first where no order is given.', complexity: listComplexity })
  studies(@Args(() => StudyPageArguments) page: StudyPageArguments, @Ctx() context: RequestContext): Promise<Connection<Study>> {
    return listStudies(context.record, page, context.caller);
  }

  @Authorized('LINK')
  @Query(() => Study, { nullable: true, description: 'One study; null when there is none of this id.' })
  study(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<Study | null> {
    return visibleStudy(context, id);
  }

  @Authorized('LINK')
  @Query(() => Study, { nullable: true, description: 'The study of a slug; null when there is none.' })
  studyBySlug(
    @Arg('slug', () => String, { description: 'Its short name for addresses.' }) slug: string,
    @Ctx() context: RequestContext,
  ): Promise<Study | null> {
    return studyBySlug(context, slug);
  }

  @FieldResolver(() => Int, { description: 'How many runs it has.', complexity: 1 })
  runCount(@Root() study: Study, @Ctx() context: RequestContext): Promise<number> {
    return context.load(runCounts, study.id);
  }

  @FieldResolver(() => RecordedStudy, { nullable: true, description: 'Where it came from, if it is the study that a new record begins with; null for every other.', complexity: 1 })
  recorded(@Root() { id }: Study): RecordedStudy | null {
    const recorded = recordedStudy();
    return recorded?.studyId === id ? { ...recorded, madeAt: new Date(recorded.madeAt) } : null;
  }
}
