import { ArrayMaxSize } from 'class-validator';
import { Args, ArgsType, Authorized, Ctx, Field, Float, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { RequestContext } from '../access/request-context.ts';
import { MetricId } from './metric.type.ts';
import { nullReferences } from './null-reference.ts';

@ArgsType()
export class NullReferenceArguments {
  @Field(() => [MetricId], { description: 'The metrics, at most 32.' })
  @ArrayMaxSize(32)
  metrics!: MetricId[];
  @Field(() => Int, { description: 'Number of classes C, from 2.' })
  classes!: number;
  @Field(() => Int, { description: 'Number of features p, from 1.' })
  features!: number;
  @Field(() => Int, { description: 'Number of samples N, from C.' })
  samples!: number;
}

@ObjectType({ description: 'What a metric is where there is no collapse at all.' })
export class NullReferenceValue {
  @Field(() => MetricId, { description: 'The metric.' })
  metric!: MetricId;
  @Field(() => Float, { nullable: true, description: 'Mean over 20 seeded draws of Gaussian features with random labels; null where there is none.' })
  value!: number | null;
  @Field(() => String, { nullable: true, description: 'Why there is no value, beginning with a code in capitals; null when there is one.' })
  reason!: string | null;
}

@Resolver()
export class NullReferenceResolver {
  @Authorized('VIEWER')
  @Query(() => [NullReferenceValue], {
    description: 'What metrics are where there is no collapse at all: Gaussian features with random labels, for a network of these sizes.',
    complexity: 500, // a draw may take a worker some seconds
  })
  nullReference(@Args(() => NullReferenceArguments) { metrics, classes, features, samples }: NullReferenceArguments, @Ctx() context: RequestContext): Promise<NullReferenceValue[]> {
    return nullReferences(context.record, { metrics, classes, features, samples });
  }
}
