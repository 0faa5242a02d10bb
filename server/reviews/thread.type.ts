import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Split } from '../../prisma/client.ts';
import { connectionType } from '../access/connection.ts';
import { MutationPayload } from '../access/mutation.type.ts';
import { MetricId } from '../measuring/metric.type.ts';

/** Which threads are wanted. */
export const ThreadStatus = { OPEN: 'OPEN', RESOLVED: 'RESOLVED', ALL: 'ALL' } as const;
export type ThreadStatus = (typeof ThreadStatus)[keyof typeof ThreadStatus];

registerEnumType(ThreadStatus, {
  name: 'ThreadStatus',
  description: 'Which threads are wanted.',
  valuesConfig: {
    OPEN: { description: 'Those that wait for somebody.' },
    RESOLVED: { description: 'Those that are settled.' },
    ALL: { description: 'Both.' },
  },
});

/** What threads can be ordered by. */
export const ThreadOrder = { EPOCH: 'EPOCH', CREATED: 'CREATED' } as const;
export type ThreadOrder = (typeof ThreadOrder)[keyof typeof ThreadOrder];

registerEnumType(ThreadOrder, {
  name: 'ThreadOrder',
  description: 'What a list of threads is ordered by; what is equal goes by creation.',
  valuesConfig: {
    EPOCH: { description: 'The first epoch they are about; those about no epoch come last.' },
    CREATED: { description: 'When they were begun, oldest first.' },
  },
});

@ObjectType({ description: 'The place in a run that a thread is about, with what was seen there when it was begun.' })
export class Anchor {
  runId!: string;
  digest!: string | null;
  @Field(() => MetricId, { description: 'The metric.' })
  metric!: MetricId;
  @Field(() => Split, { description: 'Which images were measured.' })
  split!: Split;
  @Field({ description: 'Which layer was measured.' })
  layer!: string;
  @Field(() => Int, { nullable: true, description: 'First epoch; null: the metric as a whole.' })
  fromEpoch!: number | null;
  @Field(() => Int, { nullable: true, description: 'Last epoch; the same as the first for a point.' })
  toEpoch!: number | null;
  @Field(() => [Int], { description: 'Row and column of a matrix, e.g. two classes of the confusion, from 0; empty: none.' })
  cell!: number[];
  @Field(() => Float, { nullable: true, description: 'The value at the first epoch when the thread was begun; null where there was none.' })
  value!: number | null;
  @Field(() => Int, { nullable: true, description: 'Version of the formula that the value was computed by.' })
  formulaVersion!: number | null;
}

@ObjectType({ description: 'A conversation about a study, a run, or a place in a run. It outlives its run.' })
export class Thread {
  runId!: string | null;
  /** as recorded: who may see names is decided when it is shown */
  resolver!: string | null;
  @Field(() => ID, { description: 'Opaque and unique over all types.' })
  id!: string;
  @Field(() => ID, { description: 'The study.' })
  studyId!: string;
  @Field(() => String, { nullable: true, description: "The run's name when the thread was begun; null: on the study." })
  runName!: string | null;
  @Field(() => Anchor, { nullable: true, description: 'The place it is about; null: the whole run or study.' })
  anchor!: Anchor | null;
  @Field(() => Date, { description: 'When it was begun.' })
  createdAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When it was resolved; null while open.' })
  resolvedAt!: Date | null;
  @Field({ description: 'Whether it came resolved from an archive: who did it is nobody here then, whatever the name.' })
  isResolvedInArchive!: boolean;
}

export const ThreadConnection = connectionType('Thread', Thread);

@ObjectType({ description: 'A thread after a change.' })
export class ThreadPayload extends MutationPayload {
  @Field(() => Thread, { nullable: true, description: 'The thread as it is now; null where nothing was changed.' })
  thread!: Thread | null;
}
