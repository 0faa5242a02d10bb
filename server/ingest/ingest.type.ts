import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Split } from '../../prisma/client.ts';
import { MutationPayload } from '../access/mutation.type.ts';
import { Run } from '../runs/run.type.ts';

@ObjectType({ description: 'A run from outside, made or gone on with.' })
export class CreateIngestedRunPayload extends MutationPayload {
  @Field({ description: 'Whether it was made; false for one that is gone on with.' })
  isNew!: boolean;
  @Field(() => Run, { nullable: true, description: 'The run; null where nothing was done.' })
  run!: Run | null;
}

@ObjectType({ description: 'A snapshot that was taken from a file.' })
export class IngestedSnapshot {
  @Field(() => Split, { description: 'Which images.' })
  split!: Split;
  @Field({ description: 'Which layer.' })
  layer!: string;
  @Field({ description: 'sha256 of the snapshot.' })
  digest!: string;
  @Field(() => Int, { description: 'Classes C.' })
  classes!: number;
  @Field(() => Int, { description: 'Features p.' })
  features!: number;
  @Field(() => Int, { description: 'Samples N.' })
  samples!: number;
  @Field({ description: 'False where the record had it already.' })
  isNew!: boolean;
}

@ObjectType({ description: 'An epoch from outside, recorded.' })
export class IngestedEpoch {
  @Field(() => ID, { description: 'The run.' })
  runId!: string;
  @Field(() => Int, { description: 'The epoch.' })
  epoch!: number;
  @Field(() => Int, { nullable: true, description: 'First epoch of the terminal phase, as far as the epochs recorded tell.' })
  terminalPhaseEpoch!: number | null;
  @Field(() => [IngestedSnapshot], { description: 'What was taken from the file.' })
  snapshots!: IngestedSnapshot[];
}

@ObjectType({ description: 'What was recorded.' })
export class RecordIngestedEpochPayload extends MutationPayload {
  @Field(() => IngestedEpoch, { nullable: true, description: 'The epoch; null where nothing was recorded.' })
  recorded!: IngestedEpoch | null;
}
