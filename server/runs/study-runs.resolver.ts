import { Max, Min } from 'class-validator';
import { Args, ArgsType, Ctx, Field, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { listComplexity } from '../access/page-arguments.ts';
import { RequestContext } from '../access/request-context.ts';
import { Study } from '../studies/study.type.ts';
import { Run } from './run.type.ts';
import { baselinesOfStudies, newestRuns, runGroupCounts } from './study-runs.ts';
import { RunGroupCount, StudyBaseline } from './study-runs.type.ts';

@ArgsType()
class NewestRunsArguments {
  @Field(() => Int, { defaultValue: 20, description: 'Runs wanted, 1 to 40.' })
  @Min(1)
  @Max(40)
  first!: number;
}

/** Groups of a large study: what the complexity limit takes the list for. */
const GROUPS = 10;

@Resolver(() => Study)
export class StudyRunsResolver {
  @FieldResolver(() => [RunGroupCount], {
    description: 'How many runs in use it has, by family, data set and status.',
    complexity: ({ childComplexity }) => 1 + GROUPS * childComplexity,
  })
  runGroups(@Root() study: Study, @Ctx() context: RequestContext): Promise<RunGroupCount[]> {
    return context.load(runGroupCounts, study.id);
  }

  @FieldResolver(() => [StudyBaseline], {
    description: 'The runs that its others of the same architecture and data set are held against, by architecture and data set.',
    complexity: ({ childComplexity }) => 1 + GROUPS * childComplexity,
  })
  baselines(@Root() study: Study, @Ctx() context: RequestContext): Promise<StudyBaseline[]> {
    return context.load(baselinesOfStudies, study.id);
  }

  @FieldResolver(() => [Run], { description: 'Its newest runs in use, newest first; the list of runs has all of them.', complexity: listComplexity })
  newestRuns(@Root() study: Study, @Args(() => NewestRunsArguments) { first }: NewestRunsArguments, @Ctx() context: RequestContext): Promise<Run[]> {
    return context.load(newestRuns, { studyId: study.id, first });
  }
}
