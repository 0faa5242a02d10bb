import { graphql, type ResultOf } from '../graphql/graphql.ts';

/** How far test images had to be moved until the network changed its mind, in each measured epoch. */
export const RobustnessDocument = graphql(`
  query Robustness($id: ID!) {
    run(id: $id) { id robustnessImages }
    series(runIds: [$id], metrics: [ROBUSTNESS_DEEPFOOL], split: TEST) { epochs columns { values gaps { index kind reason } } }
  }
`);

export type RobustnessAnswer = ResultOf<typeof RobustnessDocument>;
