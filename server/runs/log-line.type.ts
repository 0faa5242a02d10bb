import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: "A line of a run's log." })
export class LogLine {
  @Field(() => Date, { description: 'When it was written.' })
  at!: Date;
  @Field({ description: 'INFO, WARN or ERROR.' })
  level!: string;
  @Field({ description: 'The line.' })
  message!: string;
  @Field(() => Int, { description: 'The attempt that wrote it.' })
  attempt!: number;
}
