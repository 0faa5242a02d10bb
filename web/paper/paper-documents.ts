import { type ResultOf, graphql } from '../graphql/graphql.ts';

const ColumnFields = graphql(`
  fragment ColumnFields on PaperColumn @_unmask {
    metric split epochs values
    gaps { index kind reason }
    atTerminalPhase { epoch value kind reason }
    atLast { epoch value kind reason }
  }
`);

const TableFields = graphql(`
  fragment TableFields on PaperTable1 @_unmask {
    here { zeroErrorEpoch lastEpoch atZeroError atLast gain }
    publishedAtZeroError publishedAtLast evidence
    seeds { n atZeroError atZeroErrorStd atLast atLastStd gain gainStd }
  }
`);

/** One figure of the paper from the record, with Table 1, the studies to choose from, and what the metrics are. */
export const PaperDocument = graphql(
  `
    query Paper($figure: Int!, $studyId: ID, $split: Split) {
      paperGrid(figures: [$figure], studyId: $studyId, split: $split, seeds: true) {
        architectures datasets source
        metrics { metric split version }
        cells {
          architecture dataset paperDepth state reason choice otherRunCount
          run {
            id name architecture depth width seed status error terminalPhaseEpoch isTerminalPhaseProvisional isGenerated
            lastEpoch plannedEpochCount
          }
          columns { ...ColumnFields }
          seeds { run { id name seed terminalPhaseEpoch lastEpoch } columns { epochs values gaps { index reason } } }
          middle { centre n epochs values measured }
          table1 { ...TableFields }
        }
        gains { quantity cells median mean publishedMedian publishedMean evidence }
      }
      studies(first: 100) { nodes { id name } }
      metrics { id symbol title formula valueAtCollapse axis unit version source conventions figure }
    }
  `,
  [ColumnFields, TableFields],
);

export type PaperAnswer = ResultOf<typeof PaperDocument>;
export type Grid = PaperAnswer['paperGrid'];
export type Cell = Grid['cells'][number];
export type Column = ResultOf<typeof ColumnFields>;
export type Seed = Cell['seeds'][number];
export type Middle = Cell['middle'][number];
export type CellRun = NonNullable<Cell['run']>;
