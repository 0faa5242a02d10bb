import { Args, Authorized, Ctx, Query, Resolver } from 'type-graphql';
import { RequestContext } from '../access/request-context.ts';
import { PaperArguments } from './paper.input.ts';
import { paperGrid } from './paper-grid.ts';
import { PaperGrid } from './paper.type.ts';

/** Cells of the grid, and points of a thinned curve. */
const [CELLS, POINTS] = [21, 60];

/** The paper's figures have ten metrics, at most two each. */
const paperComplexity = ({ args, childComplexity }: { args: Partial<PaperArguments>; childComplexity: number }): number => {
  const metrics = 2 * (args.figures?.length ?? (args.metrics ? 0 : 5)) + (args.metrics?.length ?? 0);
  return 10 + CELLS * (childComplexity + (metrics * POINTS) / 100);
};

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
