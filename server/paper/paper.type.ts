import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Split } from '../../prisma/client.ts';
import { MetricId } from '../measuring/metric.type.ts';
import { Run } from '../runs/run.type.ts';
import { CellState } from './cell-state.ts';
import { MOST_SEEDS } from './cell-seeds.ts';
import { CellChoice } from './choose-runs.ts';
import { PaperColumn } from './paper-column.type.ts';
import { PaperMiddle, PaperSeed, PaperSpread } from './paper-seeds.type.ts';
import { Evidence } from './published.ts';

registerEnumType(Evidence, {
  name: 'PaperEvidence',
  description: 'How sure a value of the paper is.',
  valuesConfig: {
    QUOTED: { description: 'Also quoted or used by others.' },
    RECALLED: { description: 'From memory of the paper, not yet checked against its print.' },
  },
});
registerEnumType(CellState, {
  name: 'PaperCellState',
  description: 'How a cell of the grid stands.',
  valuesConfig: {
    FILLED: { description: 'Its run reached the terminal phase, and may still be training.' },
    TRAINING: { description: 'Its run is training (or paused) and has not reached the terminal phase.' },
    QUEUED: { description: 'Its run waits for a trainer.' },
    NO_TERMINAL_PHASE: { description: 'Its run was trained to the end and the train error never vanished.' },
    STOPPED: { description: 'Its run diverged, failed or was cancelled before the terminal phase.' },
    NO_RUN: { description: 'There is no run.' },
  },
});
registerEnumType(CellChoice, {
  name: 'PaperCellChoice',
  description: 'Why a run fills its cell, by the first rule that sets it apart from the next one.',
  valuesConfig: {
    ONLY_RUN: { description: 'It is the only one.' },
    FURTHER: { description: 'Its state comes first: completed, running, paused, cancelled, diverged, failed, queued.' },
    PAPER_LOSS: { description: 'It was trained by cross-entropy, as the paper\'s networks were, and the others by squared error.' },
    DEEPER_TERMINAL_PHASE: { description: 'It has trained longer in its terminal phase.' },
    BASELINE: { description: 'It is the baseline of its study.' },
    NEWEST: { description: 'It is the newest.' },
  },
});

export const PaperQuantity = { TEST_ACCURACY: 'TEST_ACCURACY', ROBUSTNESS: 'ROBUSTNESS' } as const;
export type PaperQuantity = (typeof PaperQuantity)[keyof typeof PaperQuantity];
registerEnumType(PaperQuantity, {
  name: 'PaperQuantity',
  description: 'What gains in the terminal phase.',
  valuesConfig: {
    TEST_ACCURACY: { description: 'Test accuracy in percent (Table 1).' },
    ROBUSTNESS: { description: 'Robustness by DeepFool (Fig. 8).' },
  },
});

@ObjectType({ description: 'A metric of the grid.' })
export class PaperMetric {
  @Field(() => MetricId, { description: 'The metric.' })
  metric!: MetricId;
  @Field(() => Split, { description: 'The images it is measured on.' })
  split!: Split;
  @Field(() => Int, { description: 'Version of its formula.' })
  version!: number;
  @Field(() => Int, { nullable: true, description: "Number of the paper's figure; null for a metric that the paper does not show." })
  figure!: number | null;
}

@ObjectType({ description: 'A quantity at the first epoch of zero train error and at the last.' })
export class PaperPair {
  @Field(() => Int, { description: "First evaluated epoch of the terminal phase." })
  zeroErrorEpoch!: number;
  @Field(() => Int, { description: 'Last evaluated epoch.' })
  lastEpoch!: number;
  @Field(() => Float, { description: 'At the first.' })
  atZeroError!: number;
  @Field(() => Float, { description: 'At the last.' })
  atLast!: number;
  @Field(() => Float, { description: 'The last less the first.' })
  gain!: number;
}

@ObjectType({ description: 'A cell of a table of the paper: the value here beside the published one.' })
export class PaperTable1 {
  @Field(() => PaperPair, { nullable: true, description: 'Here; null before the terminal phase, or where it was not evaluated.' })
  here!: PaperPair | null;
  @Field(() => Float, { nullable: true, description: 'Published, at the first epoch of zero error; null where it is not known.' })
  publishedAtZeroError!: number | null;
  @Field(() => Float, { nullable: true, description: 'Published, at the last epoch; null where it is not known.' })
  publishedAtLast!: number | null;
  @Field(() => Evidence, { nullable: true, description: 'How sure the published values are; null where there are none.' })
  evidence!: Evidence | null;
  @Field(() => PaperSpread, { nullable: true, description: 'Over the seeds of the cell; null unless `seeds` was asked for and two of them have values.' })
  seeds!: PaperSpread | null;
}

@ObjectType({ description: 'A family of networks on a data set of the paper.' })
export class PaperCell {
  @Field({ description: 'The family: vgg, resnet or densenet.' })
  architecture!: string;
  @Field({ description: 'The data set.' })
  dataset!: string;
  @Field(() => Int, { description: "Layers of the paper's network, as recalled; the run's own depth may be another." })
  paperDepth!: number;
  @Field(() => CellState, { description: 'How the cell stands.' })
  state!: CellState;
  @Field(() => String, { nullable: true, description: 'What is missing, in a sentence; null when it is filled.' })
  reason!: string | null;
  @Field(() => Run, { nullable: true, description: 'The run that fills it; null when there is none.' })
  run!: Run | null;
  @Field(() => CellChoice, { nullable: true, description: 'Why this run; null when there is none.' })
  choice!: CellChoice | null;
  @Field(() => Int, { description: 'How many more runs of the cell there are.' })
  otherRunCount!: number;
  @Field(() => [PaperColumn], { description: 'One column a metric, in the order of `metrics`; empty without a run.' })
  columns!: PaperColumn[];
  @Field(() => [PaperSeed], {
    description: `The runs that differ from \`run\` in their seed alone, itself first, at most ${MOST_SEEDS}: completed ones, the newest of each seed. Empty unless \`seeds\` was asked for and there are two.`,
    complexity: ({ childComplexity }) => 1 + MOST_SEEDS * childComplexity,
  })
  seeds!: PaperSeed[];
  @Field(() => [PaperMiddle], { description: 'The middle of the seeds, one a metric, in the order of `metrics`; empty where there are none.' })
  middle!: PaperMiddle[];
  @Field(() => PaperTable1, { description: 'Test accuracy in percent, as in Table 1.' })
  table1!: PaperTable1;
  @Field(() => PaperTable1, { description: 'Robustness by DeepFool, as in Fig. 8; the paper gives no numbers for single cells.' })
  robustness!: PaperTable1;
}

@ObjectType({ description: 'What all cells together gain from the first epoch of zero train error to the last.' })
export class PaperGain {
  @Field(() => PaperQuantity, { description: 'What gains.' })
  quantity!: PaperQuantity;
  @Field(() => Int, { description: 'Cells here that have a gain.' })
  cells!: number;
  @Field(() => Float, { nullable: true, description: 'Median over them; null of none.' })
  median!: number | null;
  @Field(() => Float, { nullable: true, description: 'Mean over them; null of none.' })
  mean!: number | null;
  @Field(() => Float, { description: "The paper's median over its 21 cells." })
  publishedMedian!: number;
  @Field(() => Float, { description: "The paper's mean." })
  publishedMean!: number;
  @Field(() => Evidence, { description: 'How sure the published values are.' })
  evidence!: Evidence;
}

@ObjectType({ description: "The paper's experiment, three families of networks on seven data sets, filled from the record." })
export class PaperGrid {
  @Field(() => [String], { description: 'The families, in the order of rows.' })
  architectures!: string[];
  @Field(() => [String], { description: 'The data sets, in the order of columns.' })
  datasets!: string[];
  @Field(() => [PaperMetric], { description: 'The metrics, in the order of the cells\' columns.' })
  metrics!: PaperMetric[];
  @Field(() => [PaperCell], { description: 'The 21 cells, row by row.' })
  cells!: PaperCell[];
  @Field(() => [PaperGain], { description: 'Gains over all cells.' })
  gains!: PaperGain[];
  @Field({ description: 'Where the published values come from.' })
  source!: string;
}
