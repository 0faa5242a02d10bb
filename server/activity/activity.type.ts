import { ArrayMaxSize, IsOptional } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionType } from '../access/connection.ts';
import { MutationInput, MutationPayload } from '../access/mutation.type.ts';
import { PageArguments } from '../access/page-arguments.ts';
import { Run } from '../runs/run.type.ts';
import { Study } from '../studies/study.type.ts';

/** What activity tells of, by the first part of an event's kind or all of it. */
export enum ActivityTopic {
  RUNS = 'RUNS',
  STUDIES = 'STUDIES',
  NOTES = 'NOTES',
  VERDICTS = 'VERDICTS',
  REPORTS = 'REPORTS',
  CHECKS = 'CHECKS',
}
registerEnumType(ActivityTopic, {
  name: 'ActivityTopic',
  description: 'What activity tells of.',
  valuesConfig: {
    RUNS: { description: 'What becomes of runs.' },
    STUDIES: { description: 'That studies are made and edited.' },
    NOTES: { description: 'Threads and their comments.' },
    VERDICTS: { description: 'Verdicts, and that they are asked for.' },
    REPORTS: { description: 'Reports.' },
    CHECKS: { description: 'Checks, and how they come out.' },
  },
});

@ArgsType()
export class ActivityArguments extends PageArguments {
  @Field(() => ID, { nullable: true, description: 'The study; all that the caller sees when left out.' })
  studyId?: string | null;
  @Field(() => [ActivityTopic], { nullable: true, description: 'What it is to tell of; everything when left out.' })
  @IsOptional()
  @ArrayMaxSize(6)
  topics?: ActivityTopic[] | null;
  @Field(() => ID, { nullable: true, description: 'Only what this person did. Nothing for who may not see names.' })
  personId?: string | null;
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
  studyId!: string;
  peopleIds!: string[];
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
