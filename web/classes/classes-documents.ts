import { graphql, type ResultOf } from '../graphql/graphql.ts';

const ClassFields = graphql(`
  fragment ClassFields on RunClasses @_unmask {
    epoch measuredEpochs counts spreads meanNorms classifierNorms alignments accuracies nearestMeanAccuracies quotient quotientReason warnings
  }
`);

/** The classes of an epoch, with how they are told apart, and the same classes when the terminal phase began. */
export const ClassesDocument = graphql(
  `
    query Classes($id: ID!, $split: Split!, $layer: String!, $epoch: Int, $phase: Int, $hasPhase: Boolean!) {
      run(id: $id) {
        id classNames
        now: classes(split: $split, layer: $layer, epoch: $epoch) { ...ClassFields confusion agreement }
        atPhase: classes(split: $split, layer: $layer, epoch: $phase) @include(if: $hasPhase) { ...ClassFields }
      }
    }
  `,
  [ClassFields],
);

export type ClassesAnswer = NonNullable<ResultOf<typeof ClassesDocument>['run']>;
export type ClassReading = ResultOf<typeof ClassFields>;
