import { graphql, type ResultOf } from '../graphql/graphql.ts';

/** The recorded disagreements of an epoch, and how many there were in all. */
export const DisagreementsDocument = graphql(`
  query Disagreements($id: ID!, $split: Split!, $epoch: Int) {
    run(id: $id) {
      id classNames dataset datasetDigest
      disagreements(split: $split, epoch: $epoch) { epoch measuredEpochs indices labels choices nearest margins }
      classes(split: $split, epoch: $epoch) { epoch measuredEpochs counts agreement }
    }
  }
`);

export type DisagreementsAnswer = NonNullable<ResultOf<typeof DisagreementsDocument>['run']>;
