import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Split } from '../../prisma/client.ts';
import { Run } from '../runs/run.type.ts';

@ObjectType({ description: 'A run from outside, made or gone on with.' })
export class CreateIngestedRunPayload {
  @Field(() => ID, { description: 'Its id.' })
  runId!: string;
  @Field({ description: 'Whether it was made; false for one that is gone on with.' })
  isNew!: boolean;
  @Field(() => Run, { nullable: true, description: 'The run.' })
  run?: Run | null;
}

@ObjectType({ description: 'A snapshot of a file that was recorded.' })
export class IngestedSnapshot {
  @Field(() => Split, { description: 'Which images.' })
  split!: Split;
  @Field({ description: 'Which layer.' })
  layer!: string;
  @Field({ description: 'sha256 of the snapshot.' })
  digest!: string;
  @Field({ description: 'False where the record had it already.' })
  isNew!: boolean;
}

@ObjectType({ description: 'An epoch from outside, recorded.' })
export class RecordIngestedEpochPayload {
  @Field(() => ID, { description: 'The run.' })
  runId!: string;
  @Field(() => Int, { description: 'The epoch.' })
  epoch!: number;
  @Field(() => Int, { nullable: true, description: 'First epoch of the terminal phase, as far as the epochs recorded tell.' })
  terminalPhaseEpoch!: number | null;
  @Field(() => [IngestedSnapshot], { description: 'What was taken from the file.' })
  snapshots!: IngestedSnapshot[];
}

@ObjectType({ description: 'A run from outside that ended.' })
export class FinishRunPayload {
  @Field(() => ID, { description: 'The run.' })
  runId!: string;
  @Field(() => Run, { nullable: true, description: 'The run.' })
  run?: Run | null;
}
