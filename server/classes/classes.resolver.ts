import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { RequestContext } from '../access/request-context.ts';
import { checkText } from '../access/sought-text.ts';
import { Run } from '../runs/run.type.ts';
import { ClassesArguments, SplitEpochArguments } from './classes.input.ts';
import { Disagreements, RunClasses } from './classes.type.ts';
import { runClasses } from './run-classes.ts';
import { runDisagreements } from './run-disagreements.ts';

@Resolver(() => Run)
export class ClassesResolver {
  @FieldResolver(() => RunClasses, {
    nullable: true,
    description:
      'Its classes after one epoch: how far each has collapsed, and how they are told apart. Null where this layer was not measured on this split so far; null with an error BAD_USER_INPUT for an epoch that was not measured, DATA_CORRUPT where the snapshot is damaged, METRIC_UNDEFINED where there are no classes to compare.',
    complexity: ({ childComplexity }) => 20 + childComplexity,
  })
  classes(@Root() run: Run, @Args(() => ClassesArguments) { split, layer, epoch }: ClassesArguments, @Ctx() context: RequestContext): Promise<RunClasses | null> {
    checkText(layer);
    return context.load(runClasses, { runId: run.id, split, layer, epoch: epoch ?? null });
  }

  @FieldResolver(() => Disagreements, {
    nullable: true,
    description:
      'Images of one epoch on which the classifier and the nearest class mean disagree. Null where they were not recorded; null with an error BAD_USER_INPUT for an epoch that was not measured, DATA_CORRUPT where they are damaged.',
    complexity: ({ childComplexity }) => 10 + childComplexity,
  })
  disagreements(@Root() run: Run, @Args(() => SplitEpochArguments) { split, epoch }: SplitEpochArguments, @Ctx() context: RequestContext): Promise<Disagreements | null> {
    return context.load(runDisagreements, { runId: run.id, split, layer: 'last', epoch: epoch ?? null });
  }
}
