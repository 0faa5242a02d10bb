import { ArrayMaxSize, ArrayMinSize, ArrayUnique, Max, MaxLength, Min } from 'class-validator';
import { ArgsType, Field, ID, Int } from 'type-graphql';
import { Split } from '../../prisma/client.ts';

@ArgsType()
export class GeometryArguments {
  @Field(() => ID, { description: 'The run.' })
  runId!: string;
  @Field(() => Split, { defaultValue: Split.TRAIN, description: 'Which images were measured.' })
  split!: Split;
  @Field({ defaultValue: 'last', description: 'Which layer was measured; "last" is the input of the classifier.' })
  @MaxLength(200)
  layer!: string;
  @Field(() => [Int], { nullable: true, description: 'Epochs to draw, each a measured one; left out: at most `maxFrames` of the measured ones.' })
  @ArrayMaxSize(400)
  epochs?: number[] | null;
  @Field(() => Int, {
    defaultValue: 60,
    description:
      'Frames wanted at most, 1 to 400, spaced on the logarithmic axis; first, last and the terminal phase\'s first epoch are always among them. ' +
      'Fewer where the answer would pass 200,000 numbers or the snapshots 512 MiB.',
  })
  @Min(1)
  @Max(400)
  maxFrames!: number;
  @Field(() => [Int], { nullable: true, description: 'Classes to look at, from 0, in this order: 2 to 200 of them; left out: all, where there are at most 200.' })
  @ArrayMinSize(2)
  @ArrayMaxSize(200)
  @ArrayUnique()
  @Min(0, { each: true })
  classes?: number[] | null;
  @Field(() => Int, { defaultValue: 3, description: 'Dimensions drawn, 2 or 3; fewer where the simplex of the classes has fewer, so three classes are always drawn on their plane.' })
  @Min(2)
  @Max(3)
  dimensions!: number;
  @Field(() => Int, { nullable: true, description: 'The epoch whose principal directions are the axes; left out: the last measured one.' })
  referenceEpoch?: number | null;
  @Field({ defaultValue: false, description: 'Whether the fixed examples are drawn too, where they were recorded.' })
  withExamples!: boolean;
}
