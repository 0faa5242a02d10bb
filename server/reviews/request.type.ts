import { Field, ID, ObjectType } from 'type-graphql';
import { MutationPayload } from '../access/mutation.type.ts';

@ObjectType({ description: 'Somebody asked a person to judge a run, or all runs of a study.' })
export class ReviewRequest {
  reviewerId!: string;
  /** as recorded: who may see names is decided when it is shown */
  asker!: string | null;
  @Field(() => ID, { description: 'Opaque and unique over all types.' })
  id!: string;
  @Field(() => ID, { description: 'The study.' })
  studyId!: string;
  @Field(() => ID, { nullable: true, description: 'The run; null: all of the study.' })
  runId!: string | null;
  @Field(() => Date, { description: 'When it was asked.' })
  createdAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When the verdicts were given, or it was withdrawn; null while it waits.' })
  doneAt!: Date | null;
}

@ObjectType({ description: 'Requests after a change.' })
export class ReviewRequestsPayload extends MutationPayload {
  @Field(() => [ReviewRequest], { description: 'The requests as they are now; empty where nothing was changed.' })
  requests!: ReviewRequest[];
}
