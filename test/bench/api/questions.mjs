export const HELLO = '{ hello }';
/** Twelve fields of each of fifty runs: what a list of runs shows. */
const SHOWN = '{ nodes { id name architecture depth dataset seed status lastEpoch plannedEpochCount terminalPhaseEpoch createdAt study { name } } }';
export const RUNS = `{ runs(first: 50) ${SHOWN} }`;
/** The fifty behind a cursor, so that two questions at the same moment are not the same one. */
export const RUNS_AFTER = `query ($after: String) { runs(first: 50, after: $after) ${SHOWN} }`;
export const CURSORS = 'query ($after: String) { runs(first: 100, after: $after) { edges { cursor } pageInfo { endCursor hasNextPage } } }';
export const METRICS = ['NC1', 'NC2_EQUINORM_MEANS', 'NC2_EQUIANGULAR_MEANS', 'NC2_MAX_ANGLE_MEANS', 'NC3_DUALITY', 'NC4_MISMATCH'];
export const SERIES = `query ($ids: [ID!]!, $metrics: [MetricId!]!) {
  series(runIds: $ids, metrics: $metrics) { run { id } epochs columns { metric values gaps { index kind } } }
}`;
export const FOLLOW = 'subscription ($after: String) { epochRecorded(after: $after) { cursor runId epoch } }';
export const GRID = `query ($studyId: ID!) { paperGrid(studyId: $studyId) { cells {
  architecture dataset run { id name } columns { metric epochs values gaps { index kind } }
} } }`;
