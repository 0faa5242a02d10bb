import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Split } from '../../prisma/client.ts';
import { NumberColumn } from '../measuring/number-column.ts';

@ObjectType({ description: 'The classes of one layer on one split after one epoch: columns of C numbers in the order of the labels, matrices C x C row by row.' })
export class RunClasses {
  @Field(() => Int, { description: 'The epoch.' })
  epoch!: number;
  @Field(() => Split, { description: 'Which images were measured.' })
  split!: Split;
  @Field({ description: 'Which layer was measured.' })
  layer!: string;
  @Field(() => NumberColumn, { description: 'Every epoch in which this layer was measured on this split, ascending.' })
  measuredEpochs!: number[];
  @Field(() => NumberColumn, { description: 'Images of each class.' })
  counts!: Float64Array;
  @Field(() => NumberColumn, {
    description:
      'Spread of each class: the mean squared distance of its images to their mean, divided by the mean squared distance of the class means to their centre; 0 at collapse. Weighted by the share of images, the spreads add up to `quotient`. Null where all class means are equal.',
  })
  spreads!: Float64Array;
  @Field(() => NumberColumn, { description: 'Length of each class mean about the mean of all class means.' })
  meanNorms!: Float64Array;
  @Field(() => NumberColumn, { nullable: true, description: "Length of each row of the classifier; null without a classifier." })
  classifierNorms!: Float64Array | null;
  @Field(() => NumberColumn, { nullable: true, description: 'Cosine of each row of the classifier with the mean of its class; null without a classifier.' })
  alignments!: Float64Array | null;
  @Field(() => NumberColumn, { nullable: true, description: 'Share of the images of each class for which the classifier chooses it; null without a classifier.' })
  accuracies!: Float64Array | null;
  @Field(() => NumberColumn, { description: 'Share of the images of each class whose nearest train class mean is that of the class.' })
  nearestMeanAccuracies!: Float64Array;
  @Field(() => Float, { nullable: true, description: 'NC1_QUOTIENT of the same snapshot: the mean of the spreads, each weighted by its share of the images; null with a reason.' })
  quotient!: number | null;
  @Field(() => String, { nullable: true, description: 'Why there is no quotient, beginning with a code in capitals; null when there is one.' })
  quotientReason!: string | null;
  @Field(() => [String], { description: 'What a reader should know, each beginning with a code in capitals.' })
  warnings!: string[];
  @Field(() => NumberColumn, { nullable: true, complexity: 50, description: 'Images by true class (row) and the classifier\'s choice (column); null without a classifier.' })
  confusion!: Uint32Array | null;
  @Field(() => NumberColumn, { nullable: true, complexity: 50, description: 'Images by the classifier\'s choice (row) and the class of the nearest train class mean (column); null without a classifier.' })
  agreement!: Uint32Array | null;
  @Field(() => NumberColumn, { complexity: 50, description: 'Images by true class (row) and the class of the nearest train class mean (column).' })
  nearest!: Uint32Array;
}

@ObjectType({ description: 'Images on which the classifier and the nearest class mean disagree: at most 200 of one epoch, those the classifier is surest of first.' })
export class Disagreements {
  @Field(() => Int, { description: 'The epoch.' })
  epoch!: number;
  @Field(() => NumberColumn, { description: 'Every epoch in which the last layer was measured on this split, ascending.' })
  measuredEpochs!: number[];
  @Field(() => NumberColumn, { description: 'Place of each image in the official split; its picture lies under /thumbnails.' })
  indices!: Uint32Array;
  @Field(() => NumberColumn, { description: 'True class of each image.' })
  labels!: Uint32Array;
  @Field(() => NumberColumn, { description: 'The classifier\'s choice for each image.' })
  choices!: Uint32Array;
  @Field(() => NumberColumn, { description: 'Class of the train class mean nearest to each image.' })
  nearest!: Uint32Array;
  @Field(() => NumberColumn, { description: "By how much the classifier's score of its choice is above that of the nearest mean's class; descending." })
  margins!: Float64Array;
}
