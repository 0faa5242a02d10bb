import { ArrayMaxSize, ArrayMinSize } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { MutationInput } from '../access/mutation.type.ts';

@InputType({ description: 'People to be asked for verdicts.' })
export class AskReviewInput extends MutationInput {
  @Field(() => ID, { description: 'The study.' })
  studyId!: string;
  @Field(() => ID, { nullable: true, description: 'The run of it; left out: all of its runs.' })
  runId?: string | null;
  @Field(() => [ID], { description: 'Whom: 1 to 20 people whose role lets them decide. Who was asked already is not asked again.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  reviewerIds!: string[];
}

@InputType({ description: 'Requests to be withdrawn.' })
export class WithdrawReviewInput extends MutationInput {
  @Field(() => [ID], { description: 'Which: 1 to 100 of them.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  requestIds!: string[];
}
