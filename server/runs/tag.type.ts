import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A tag that runs have.' })
export class TagCount {
  @Field({ description: 'The tag.' })
  tag!: string;
  @Field(() => Int, { description: 'How many runs have it, archived ones not counted.' })
  runCount!: number;
}
