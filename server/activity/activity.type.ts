import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionType } from '../access/connection.ts';
import { MutationInput, MutationPayload } from '../access/mutation.type.ts';
import { PageArguments } from '../access/page-arguments.ts';
import { Run } from '../runs/run.type.ts';
import { Study } from '../studies/study.type.ts';

@ArgsType()
export class ActivityArguments extends PageArguments {
  @Field(() => ID, { description: 'The study.' })
  studyId!: string;
}

@ObjectType({ description: 'Something that happened in a study; the same thing happening several times in a row is one entry. Epochs are none.' })
export class Activity {
  @Field(() => ID, { description: 'Number of its newest event: give it to `markSeen`.' })
  id!: string;
  @Field({ description: 'What happened, e.g. "run.completed", "run.terminal-phase", "review.thread", "review.verdict", "review.check".' })
  kind!: string;
  @Field({ description: 'The same in words, with the names that things have now.' })
  words!: string;
  @Field(() => Int, { description: 'How many events it stands for.' })
  count!: number;
  @Field(() => Date, { description: 'When the newest of them happened.' })
  at!: Date;
  @Field(() => Date, { description: 'When the oldest of them happened.' })
  since!: Date;
  @Field(() => ID, { nullable: true, description: 'The thread, verdict, request, report or check that it tells of; null where it tells of none or of several.' })
  subject!: string | null;
  @Field(() => [Run], { description: 'The runs it tells of, newest event first: at most 10.' })
  runs!: Run[];
  @Field({ description: 'Whether the caller has not seen it so far.' })
  isUnseen!: boolean;
}

export const ActivityConnection = connectionType('Activity', Activity);

@InputType({ description: 'How far a study was seen.' })
export class MarkSeenInput extends MutationInput {
  @Field(() => ID, { description: 'The study.' })
  studyId!: string;
  @Field(() => ID, { description: 'Id of the newest entry that was seen; what was seen stays seen.' })
  cursor!: string;
}

@ObjectType({ description: 'A study after it was looked at.' })
export class MarkSeenPayload extends MutationPayload {
  @Field(() => Study, { nullable: true, description: 'The study; null where there is none.' })
  study!: Study | null;
}
