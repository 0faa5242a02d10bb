import { ArrayMaxSize, Max, MaxLength, Min } from 'class-validator';
import { ArgsType, Field, ID, Int } from 'type-graphql';
import { Split } from '../../prisma/client.ts';
import { MetricId } from '../measuring/metric.type.ts';

@ArgsType()
export class PaperArguments {
  @Field(() => ID, { nullable: true, description: 'Only runs of this study; left out: of all studies, without runs that a program made up.' })
  studyId?: string | null;
  @Field(() => [Int], { nullable: true, description: "Figures of the paper, 2 to 8; all of them where neither figures nor metrics are named." })
  @ArrayMaxSize(7)
  @Min(2, { each: true })
  @Max(8, { each: true })
  figures?: number[] | null;
  @Field(() => [MetricId], { nullable: true, description: 'Metrics besides those of the figures, at most 16.' })
  @ArrayMaxSize(16)
  metrics?: MetricId[] | null;
  @Field(() => Split, { nullable: true, description: "Images that the metrics are measured on; left out: the paper's choice, NC4 on test images and the others on train images." })
  split?: Split | null;
  @Field({ defaultValue: 'last', description: 'Which layer was measured; "last" is the input of the classifier.' })
  @MaxLength(200)
  layer!: string;
  @Field(() => Int, { nullable: true, description: 'An epoch to read every metric at too: the newest measured one up to it.' })
  @Min(1)
  at?: number | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether the runs that differ from a cell\'s run in their seed alone are read too, with the middle of them.' })
  seeds?: boolean | null;
}
