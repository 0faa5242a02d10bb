import { Field, ID, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'An epoch was recorded.' })
export class EpochRecorded {
  @Field({ description: 'Give it as `after` to go on behind this message.' })
  cursor!: string;
  @Field(() => ID, { description: 'The run.' })
  runId!: string;
  @Field(() => Int, { description: 'The epoch.' })
  epoch!: number;
}

@ObjectType({ description: 'Something happened to a run.' })
export class RunChanged {
  @Field({ description: 'Give it as `after` to go on behind this message.' })
  cursor!: string;
  @Field(() => ID, { description: 'The run.' })
  runId!: string;
  @Field({ description: 'What happened, e.g. "run.started", "run.epoch", "run.terminal-phase", "run.completed".' })
  kind!: string;
}
