import { ArrayMaxSize, ArrayMinSize, IsOptional, Max, MaxLength, Min } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { Split } from '../../prisma/client.ts';
import { MutationInput } from '../access/mutation.type.ts';
import { PageArguments } from '../access/page-arguments.ts';
import { MetricId } from '../measuring/metric.type.ts';
import { ThreadOrder, ThreadStatus } from './thread.type.ts';

@ArgsType()
export class ThreadListArguments extends PageArguments {
  @Field(() => ThreadStatus, { defaultValue: ThreadStatus.ALL, description: 'Which of them.' })
  status!: ThreadStatus;
  @Field(() => ThreadOrder, { defaultValue: ThreadOrder.EPOCH, description: 'Their order.' })
  orderBy!: ThreadOrder;
}

@ArgsType()
export class ThreadArguments extends ThreadListArguments {
  @Field(() => ID, { nullable: true, description: 'Of this study with all its runs; of all studies when left out.' })
  studyId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Of this run, also where it was deleted.' })
  runId?: string | null;
  @Field({ defaultValue: false, description: 'Whether only those are wanted that are on a study itself, and on no run of it.' })
  onStudy!: boolean;
  @Field(() => [ID], { nullable: true, description: 'Of these runs, at most 100, also where they were deleted.' })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  runIds?: string[] | null;
}

const EPOCH_MAX = 2 ** 31 - 1;

@InputType({ description: 'A place in a run.' })
export class AnchorInput {
  @Field(() => MetricId, { description: 'The metric.' })
  metric!: MetricId;
  @Field(() => Split, { defaultValue: Split.TRAIN, description: 'Which images were measured; the run must record them.' })
  split!: Split;
  @Field({ defaultValue: 'last', description: 'Which layer was measured; the run must record it.' })
  @MaxLength(200)
  layer!: string;
  @Field(() => Int, { nullable: true, description: 'First epoch, from 1 to the last planned one; left out: the metric as a whole.' })
  @IsOptional()
  @Min(1)
  @Max(EPOCH_MAX)
  fromEpoch?: number | null;
  @Field(() => Int, { nullable: true, description: 'Last epoch; left out: a point.' })
  @IsOptional()
  @Min(1)
  @Max(EPOCH_MAX)
  toEpoch?: number | null;
  @Field(() => [Int], { nullable: true, description: 'Row and column of a matrix, from 0.' })
  @IsOptional()
  @ArrayMinSize(2)
  @ArrayMaxSize(2)
  @Min(0, { each: true })
  cell?: number[] | null;
}

@InputType({ description: 'A thread to be begun, with its first comment.' })
export class BeginThreadInput extends MutationInput {
  @Field(() => ID, { description: 'The study.' })
  studyId!: string;
  @Field(() => ID, { nullable: true, description: 'The run of it; left out: the study itself.' })
  runId?: string | null;
  @Field(() => AnchorInput, { nullable: true, description: 'The place in the run; left out: all of it.' })
  anchor?: AnchorInput | null;
  @Field({ description: 'The first comment, in Markdown: at most 10 kB. "@name" or \'@"name with spaces"\' tells a person of it.' })
  body!: string;
}

@InputType({ description: 'An answer in a thread.' })
export class ReplyInput extends MutationInput {
  @Field(() => ID, { description: 'The thread.' })
  threadId!: string;
  @Field({ description: 'The comment, in Markdown: at most 10 kB.' })
  body!: string;
}

@InputType({ description: 'Other words for a comment.' })
export class EditCommentInput extends MutationInput {
  @Field(() => ID, { description: 'The comment.' })
  commentId!: string;
  @Field({ description: 'The new words, in Markdown: at most 10 kB.' })
  body!: string;
  @Field(() => Int, { nullable: true, description: 'The version that the change was made from: refused with CONFLICT where it is not the current one.' })
  expectedVersion?: number | null;
}

@InputType({ description: 'A comment to be taken back.' })
export class DeleteCommentInput extends MutationInput {
  @Field(() => ID, { description: 'The comment.' })
  commentId!: string;
}

@InputType({ description: 'A thread to be resolved or opened again.' })
export class ThreadInput extends MutationInput {
  @Field(() => ID, { description: 'The thread.' })
  threadId!: string;
}
