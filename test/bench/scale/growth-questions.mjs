import pg from 'pg';
import { GRID, METRICS, RUNS, RUNS_AFTER, SERIES } from '../api/questions.mjs';

const PAGE = `query ($filter: RunFilter, $orderBy: RunOrder) { runs(first: 50, filter: $filter, orderBy: $orderBy) {
  nodes { id name architecture depth dataset seed status lastEpoch plannedEpochCount terminalPhaseEpoch createdAt study { name } }
} }`;
const COUNTED = 'query ($filter: RunFilter) { runs(first: 50, filter: $filter) { totalCount pendingCount nodes { id name } } }';
const byMetric = (at) => ({ query: PAGE, variables: { orderBy: { key: 'METRIC', direction: 'ASC', metric: { name: 'NC1', at } } } });
const BEHIND = `query ($orderBy: RunOrder, $after: String) { runs(first: 50, orderBy: $orderBy, after: $after) { nodes { id name } pageInfo { endCursor } } }`;
const withMetric = (at, lt) => ({ query: PAGE, variables: { filter: { metric: { name: 'NC1', at, lt } } } });

/** Questions of the dashboard by what they ask, for the runs that this record has. */
export async function growthQuestions(asker, databaseUrl) {
  const found = await findSubjects(databaseUrl);
  const behind = JSON.parse(await asker.ask('query ($filter: RunFilter) { runs(first: 1, filter: $filter) { pageInfo { endCursor } } }', {})).data.runs.pageInfo.endCursor;
  return {
    'newest 50': { query: RUNS },
    'the 50 behind a cursor': { query: RUNS_AFTER, variables: { after: behind } },
    'newest 50 with both counts': { query: COUNTED },
    'of a network and a data set': { query: PAGE, variables: { filter: { architecture: ['vgg'], dataset: ['CIFAR10'], status: ['COMPLETED'] } } },
    'of a tag': { query: PAGE, variables: { filter: { tags: { all: ['suspicious', 'wide'] } } } },
    'of a text in the name': { query: PAGE, variables: { filter: { text: 'densenet121 on stl' } } },
    'of one study': { query: PAGE, variables: { filter: { studyId: found.studyId } } },
    'by name': { query: PAGE, variables: { orderBy: { key: 'NAME', direction: 'ASC' } } },
    'by test error': { query: PAGE, variables: { orderBy: { key: 'TEST_ERROR', direction: 'ASC' } } },
    'by last NC1': byMetric('LAST'),
    'by NC1 where the terminal phase begins': byMetric('TERMINAL_PHASE'),
    'by best NC1': byMetric('BEST'),
    'by last NC1, the 50 behind the first 1,000': { query: BEHIND, variables: { ...byMetric('LAST').variables, after: await cursorBehind(asker, byMetric('LAST').variables, 20) } },
    'by last NC1, of one study': { query: PAGE, variables: { ...byMetric('LAST').variables, filter: { studyId: found.studyId } } },
    'by network and depth': { query: PAGE, variables: { orderBy: { key: 'ARCHITECTURE', direction: 'ASC' } } },
    'by last epoch': { query: PAGE, variables: { orderBy: { key: 'LAST_EPOCH', direction: 'DESC' } } },
    'last NC1 < 0.5': withMetric('LAST', 0.5),
    'best NC1 < 0.05': withMetric('BEST', 0.05),
    'last NC1 < 0.5, counted': { query: COUNTED, variables: { filter: { metric: { name: 'NC1', at: 'LAST', lt: 0.5 } } } },
    "a study's grid of the paper": { query: GRID, variables: { studyId: found.studyId } },
    'curves of 20 runs, 6 metrics': { query: SERIES, variables: { ids: found.runIds, metrics: METRICS } },
    'all epochs of a run': { query: 'query ($id: ID!) { run(id: $id) { history { epochs } } }', variables: { id: found.runIds[0] } },
  };
}

/** The cursor at the end of so many pages of 50, or of the last one there is. */
async function cursorBehind(asker, variables, pages) {
  let after = null;
  for (let k = 0; k < pages; k++) after = JSON.parse(await asker.ask(BEHIND, { ...variables, after })).data.runs.pageInfo.endCursor ?? after;
  return after;
}

/** The first study, and 20 runs whose values are kept, of those that were added first. */
async function findSubjects(databaseUrl) {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    const { rows: studies } = await client.query('SELECT id FROM "Study" WHERE slug = \'generated-1-1\'');
    const { rows: runs } = await client.query('SELECT id FROM "Run" WHERE "studyId" = $1 AND features < 64 ORDER BY id LIMIT 20', [studies[0].id]);
    return { studyId: studies[0].id, runIds: runs.map(({ id }) => id) };
  } finally {
    await client.end();
  }
}
