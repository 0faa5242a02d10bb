import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A family of networks that runs can be trained with, or that a run of the record was.' })
export class Architecture {
  @Field({ description: 'As runs name it, e.g. "resnet".' })
  name!: string;
  @Field(() => [Int], { description: 'The depths it can be trained in, ascending; empty where no run can be trained with it here: its runs were brought from outside.' })
  depths!: readonly number[];
  @Field(() => Int, { description: 'Runs with it, archived ones left out.' })
  runCount!: number;
}
