import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Split } from '../../prisma/client.ts';
import { NumberColumn } from '../measuring/number-column.ts';
import { Run } from '../runs/run.type.ts';

/** What a matrix of 200 x 200 costs: a point a hundred numbers. */
const MATRIX = 400;

@ObjectType({ description: 'One epoch as it is drawn: s classes in d dimensions. Coordinates are flat, the d numbers of a class one after the other.' })
export class GeometryFrame {
  @Field(() => Int, { description: 'The epoch.' })
  epoch!: number;
  @Field(() => NumberColumn, { nullable: true, description: 'Centred class means divided by their mean length, s x d; null with a reason.' })
  means!: Float64Array | null;
  @Field(() => NumberColumn, { nullable: true, description: "Rows of the classifier (not centred) divided by their mean length, s x d; null without a classifier." })
  classifiers!: Float64Array | null;
  @Field(() => NumberColumn, { nullable: true, description: 'Fixed examples of these classes about the mean of all class means, divided by the mean length of the class means, k x d; null where none were recorded or asked for.' })
  examples!: Float64Array | null;
  @Field(() => NumberColumn, { nullable: true, description: 'Class of each example, k.' })
  exampleLabels!: Uint32Array | null;
  @Field(() => NumberColumn, { nullable: true, description: 'Place of each example in the split, k; the same images in every epoch.' })
  exampleIndices!: Uint32Array | null;
  @Field(() => Float, { nullable: true, description: "Share of the class means' squared length that lies in the dimensions drawn." })
  meansShown!: number | null;
  @Field(() => Float, { nullable: true, description: 'The same of the classifiers.' })
  classifiersShown!: number | null;
  @Field(() => [String], { description: 'What a reader should know, each beginning with a code in capitals.' })
  warnings!: string[];
  @Field(() => String, { nullable: true, description: 'Why nothing is drawn, beginning with a code in capitals; null when something is.' })
  reason!: string | null;
}

@ObjectType({ description: 'How the chosen classes of one epoch stand to one another. Matrices are s x s, row by row; a cosine of a vector without length is null.' })
export class ClassRelations {
  @Field(() => Int, { description: 'The epoch.' })
  epoch!: number;
  @Field(() => NumberColumn, { description: 'Length of each centred class mean.' })
  meanNorms!: Float64Array;
  @Field(() => NumberColumn, { nullable: true, description: "Length of each of the classifier's rows; null without a classifier, as are its matrices." })
  classifierNorms!: Float64Array | null;
  @Field(() => NumberColumn, { description: 'Scalar products of the centred class means.', complexity: MATRIX })
  meansGram!: Float64Array;
  @Field(() => NumberColumn, { description: 'Cosines of the centred class means.', complexity: MATRIX })
  meansCosines!: Float64Array;
  @Field(() => NumberColumn, { nullable: true, description: "Scalar products of the classifier's rows, not centred.", complexity: MATRIX })
  classifiersGram!: Float64Array | null;
  @Field(() => NumberColumn, { nullable: true, description: "Cosines of the classifier's rows, not centred.", complexity: MATRIX })
  classifiersCosines!: Float64Array | null;
  @Field(() => NumberColumn, { nullable: true, description: 'Scalar products of classifiers (rows) and centred class means (columns).', complexity: MATRIX })
  betweenGram!: Float64Array | null;
  @Field(() => NumberColumn, { nullable: true, description: 'Cosines of classifiers (rows) and centred class means (columns).', complexity: MATRIX })
  betweenCosines!: Float64Array | null;
  @Field(() => NumberColumn, { description: "Share of the chosen class means' variance along each of their principal directions, largest first; at most s-1." })
  shares!: Float64Array;
  @Field(() => NumberColumn, { description: 'The first three principal directions (fewer where there are fewer) as unit vectors of the p features, one after the other.', complexity: 100 })
  directions!: Float64Array;
}

@ObjectType({ description: "Class means, classifiers and examples of a run's layer on their way to the simplex ETF." })
export class Geometry {
  @Field(() => Run, { description: 'The run.' })
  run!: Run;
  @Field(() => Split, { description: 'Which images were measured.' })
  split!: Split;
  @Field({ description: 'Which layer was measured.' })
  layer!: string;
  @Field(() => Int, { description: 'Number of classes C of the run.' })
  classCount!: number;
  @Field(() => NumberColumn, { description: 'The classes looked at, s of C, in the order of rows, columns and coordinates.' })
  classes!: number[];
  @Field(() => Int, { description: 'Dimensions d of the coordinates.' })
  dimensions!: number;
  @Field(() => Float, { description: 'Cosine of each two vertices of the simplex ETF, -1/(C-1).' })
  idealCosine!: number;
  @Field(() => NumberColumn, { description: 'Every measured epoch of this layer and split, ascending.' })
  measuredEpochs!: number[];
  @Field(() => Int, { nullable: true, description: 'The epoch whose principal directions are the axes; null where the axes are those of the whole simplex of the chosen classes.' })
  referenceEpoch!: number | null;
  @Field(() => Int, { description: 'Version of the conventions; raised when the same snapshot may be drawn otherwise.' })
  version!: number;
  @Field(() => [String], { description: 'The conventions of the frames, in words.' })
  conventions!: string[];
}
