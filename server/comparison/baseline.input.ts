import { ArrayMaxSize, IsOptional, Max, MaxLength, Min } from 'class-validator';
import { ArgsType, Field, Float, ID, registerEnumType } from 'type-graphql';
import { Split } from '../../prisma/client.ts';
import { MetricId } from '../measuring/metric.type.ts';
import { ComparedAt, DeltaVerdict } from './metric-delta.ts';
import { Band } from './spread.ts';

registerEnumType(ComparedAt, {
  name: 'ComparedAt',
  description: 'Which values of two runs are held against each other.',
  valuesConfig: {
    LAST_COMMON: { description: 'Those of the last epoch that was measured in both.' },
    TERMINAL_PHASE: { description: "Those of each run's first epoch of the terminal phase." },
    LAST: { description: "Those of each run's last measured epoch, which may be different ones." },
    BEST: { description: "Each run's best, by the metric's direction." },
  },
});
registerEnumType(DeltaVerdict, {
  name: 'DeltaVerdict',
  description: 'How a run does beside its baseline.',
  valuesConfig: {
    BETTER: { description: 'Better by more than the tolerance.' },
    WORSE: { description: 'Worse by more than the tolerance.' },
    SAME: { description: 'Different by at most the tolerance.' },
    UNDECIDED: { description: 'A value is missing or still measured, or the metric has no direction; the reason says which.' },
  },
});

/** How runs are held against a baseline. */
@ArgsType()
class DeltaArguments {
  @Field(() => Split, { defaultValue: Split.TRAIN, description: 'Which images were measured.' })
  split!: Split;
  @Field({ defaultValue: 'last', description: 'Which layer was measured.' })
  @MaxLength(200)
  layer!: string;
  @Field(() => Float, { defaultValue: 0.1, description: "Share of the baseline's value, 0 to 10, that a difference may have and still be none." })
  @Min(0)
  @Max(10)
  tolerance!: number;
  @Field(() => ComparedAt, { defaultValue: ComparedAt.LAST_COMMON, description: 'Which values are held against each other.' })
  at!: ComparedAt;
  @Field(() => Band, { defaultValue: Band.PREDICTION95, description: "The band of the baseline's seeds; in the logarithms where the metric's axis is logarithmic and all values are above zero." })
  band!: Band;
}

@ArgsType()
export class BaselineArguments extends DeltaArguments {
  @Field(() => [ID], { description: 'The runs, at most 40.' })
  @ArrayMaxSize(40)
  runIds!: string[];
  @Field(() => [MetricId], { description: 'The metrics, at most 16, in the order wanted.' })
  @ArrayMaxSize(16)
  metrics!: MetricId[];
}

/** What the four tests of the suggested verdict look at, and the error. */
export const WATCHED: MetricId[] = ['NC1', 'NC2_EQUIANGULAR_MEANS', 'NC3_DUALITY', 'NC4_MISMATCH', 'ERROR'];

@ArgsType()
export class RegressionArguments extends DeltaArguments {
  @Field(() => ID, { description: 'The run that the others are held against; it need not have been chosen as a baseline.' })
  baseline!: string;
  @Field(() => [ID], {
    nullable: true,
    description: 'The runs to check, at most 40; when left out the newest 40 of its study, architecture and data set that were queued after it.',
  })
  @IsOptional()
  @ArrayMaxSize(40)
  runIds?: string[] | null;
  @Field(() => [MetricId], { defaultValue: WATCHED, description: 'The metrics, at most 16.' })
  @ArrayMaxSize(16)
  metrics!: MetricId[];
}
