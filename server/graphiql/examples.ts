/** A question that works on any record, for GraphiQL's tabs and for docs/api.md. */
export interface Example {
  title: string;
  query: string;
  /** variables for the run of this id */
  variables?: (runId: string) => Record<string, unknown>;
}

export const EXAMPLES: readonly Example[] = [
  {
    title: 'The newest runs, and where the next page begins',
    query: `query NewestRuns($after: String) {
  runs(first: 10, after: $after) {
    nodes {
      id
      name
      status
      lastEpoch
      plannedEpochCount
      terminalPhaseEpoch
      study { name }
    }
    pageInfo { endCursor hasNextPage }
  }
}`,
  },
  {
    title: 'Completed runs, and whether they collapsed as four tests suggest',
    query: `query Verdicts {
  runs(first: 5, filter: { status: [COMPLETED] }) {
    totalCount
    nodes {
      name
      suggestedVerdict {
        verdict
        epoch
        tests { metric value threshold isMet }
      }
    }
  }
}`,
  },
  {
    title: 'Curves of neural collapse: the measured epochs, and one column a metric',
    query: `query Curves($runIds: [ID!]!) {
  series(
    runIds: $runIds
    metrics: [NC1, NC2_EQUINORM_MEANS, NC2_EQUIANGULAR_MEANS, NC3_DUALITY, NC4_MISMATCH]
  ) {
    run { name terminalPhaseEpoch }
    epochs
    columns {
      metric
      values
      gaps { index kind reason }
      warnings
    }
  }
}`,
    variables: (runId) => ({ runIds: [runId] }),
  },
  {
    title: 'Errors and losses of every epoch of a run',
    query: `query History($id: ID!) {
  run(id: $id) {
    name
    history {
      epochs
      learningRate
      trainLoss
      trainError
      testLoss
      testError
    }
  }
}`,
    variables: (runId) => ({ id: runId }),
  },
  {
    title: 'All metrics: what they are called, and where they go as a network collapses',
    query: `query Metrics {
  metrics {
    id
    title
    formula
    atCollapse
    direction
    version
  }
}`,
  },
  {
    title: 'Each epoch as it is recorded, by any trainer, over a WebSocket',
    query: `subscription NewEpochs($after: String) {
  epochRecorded(after: $after) {
    cursor
    epoch
    run { name status lastEpoch }
  }
}`,
  },
];
