import { Args, Authorized, Ctx, Query, Resolver } from 'type-graphql';
import { RequestContext } from '../access/request-context.ts';
import { MOST_POINTS } from './cell-curves.ts';
import { MOST_SEEDS } from './cell-seeds.ts';
import { PaperArguments } from './paper.input.ts';
import { paperGrid } from './paper-grid.ts';
import { paperMetrics } from './paper-metrics.ts';
import { PaperGrid } from './paper.type.ts';
import { PUBLISHED_CELLS } from './published.ts';

/** What is asked of each cell, and a point a hundred numbers of its curves. */
const paperComplexity = ({ args, childComplexity }: { args: Partial<PaperArguments>; childComplexity: number }): number =>
  10 + PUBLISHED_CELLS.length * (childComplexity + ((args.seeds ? 1 + MOST_SEEDS : 1) * paperMetrics(args).length * MOST_POINTS) / 100);

@Resolver(() => PaperGrid)
export class PaperResolver {
  @Authorized('LINK')
  @Query(() => PaperGrid, {
    description: "The paper's grid of three families and seven data sets: which run fills each cell, its values at both ends of the terminal phase, thinned curves, and Table 1.",
    complexity: paperComplexity,
  })
  paperGrid(@Args(() => PaperArguments) question: PaperArguments, @Ctx() context: RequestContext): Promise<PaperGrid> {
    return paperGrid(context, question);
  }
}
