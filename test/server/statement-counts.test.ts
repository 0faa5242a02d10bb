import { PrismaPg } from '@prisma/adapter-pg';
import { type DocumentNode, execute, parse } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PrismaClient } from '../../prisma/client.ts';
import { LOCAL_ADMIN } from '../../server/access/caller.ts';
import { RequestContext } from '../../server/access/request-context.ts';
import { EventFeed } from '../../server/live/event-feed.ts';
import { makeSchema } from '../../server/schema.ts';
import { RunDocument, RunLogDocument } from '../../web/runs/run-documents.ts';
import { RunCurvesDocument, RunsDocument } from '../../web/runs/runs-documents.ts';
import { fillRecord } from '../generate/fill-record.ts';
import { freshDatabase } from '../postgres.ts';
import { addStudy } from './record-builder.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let record: PrismaClient;
let feed: EventFeed;
let schema: Awaited<ReturnType<typeof makeSchema>>;
let ids: string[];
const statements: string[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  const counting = new PrismaClient({ adapter: new PrismaPg({ connectionString: database.url }), log: [{ emit: 'event', level: 'query' }] });
  counting.$on('query', ({ query }) => statements.push(query));
  record = counting;
  feed = new EventFeed(record, database.url);
  schema = await makeSchema();
  await fillRecord(database.url, { runs: 110, epochs: 120, snapshotsOf: 0 });
  for (let k = 0; k < 100; k++) await addStudy(record, `study ${k}`);
  ids = (await record.run.findMany({ where: { lastEpoch: { gte: 100 } }, select: { id: true }, take: 100 })).map(({ id }) => id);
});
afterAll(async () => {
  await feed.stop();
  await record.$disconnect();
  await database.drop();
});

interface Operation {
  what: string;
  document: DocumentNode | string;
  /** variables for so many rows */
  variables: (rows: number) => Record<string, unknown>;
  /** rows of the two questions; as many as the list allows */
  sizes?: [number, number];
  /** rows that an answer holds */
  rows: (data: ReturnType<typeof JSON.parse>) => number;
  most: number;
}

/** Everything of a run that lists show: the operation that API.md counts. */
const RUN_TABLE = `query ($first: Int!) { runs(first: $first) { totalCount pageInfo { endCursor } nodes {
  id name architecture depth dataset seed status lastEpoch tags note study { name runCount } remainingMs
  suggestedVerdict { verdict tests { metric value } } history(fromEpoch: 100) { epochs trainError } log(last: 1) { message }
} } }`;
const first = (rows: number) => ({ first: rows });

// what the dashboard sends, then what a program does
const OPERATIONS: Operation[] = [
  { what: "the dashboard's list of runs", document: RunsDocument, variables: first, rows: (data) => data.runs.nodes.length, most: 4 },
  { what: "the small curves beside the dashboard's list", document: RunCurvesDocument, variables: (n) => ({ ids: ids.slice(0, n) }), sizes: [10, 40], rows: (data) => data.train.length, most: 4 },
  { what: "a run's page", document: RunDocument, variables: (n) => ({ id: ids[0], metrics: ['NC1', 'ERROR', 'LOSS'], from: 101 - n }), rows: (data) => data.run.history.epochs.filter((epoch: number) => epoch <= 100).length, most: 12 },
  { what: "a run's log", document: RunLogDocument, variables: (n) => ({ id: ids[0], last: n }), sizes: [1, 2], rows: (data) => data.run.log.length, most: 2 },
  { what: 'all of a hundred runs', document: RUN_TABLE, variables: first, rows: (data) => data.runs.nodes.length, most: 8 },
  { what: 'runs through edges', document: 'query ($first: Int!) { runs(first: $first) { edges { cursor node { name study { slug } } } } }', variables: first, rows: (data) => data.runs.edges.length, most: 4 },
  { what: 'studies with their counts', document: 'query ($first: Int!) { studies(first: $first) { nodes { name runCount } } }', variables: first, rows: (data) => data.studies.nodes.length, most: 2 },
  { what: 'epoch rows of a run', document: `query ($first: Int!, $id: ID!) { run(id: $id) { epochs(first: $first) { nodes { epoch trainError recordedAt } } } }`, variables: (n) => ({ first: n, id: ids[0] }), rows: (data) => data.run.epochs.nodes.length, most: 2 },
  { what: 'curves of several metrics for several runs', document: 'query ($ids: [ID!]!) { series(runIds: $ids, metrics: [NC1, NC3_DUALITY, NC4_MISMATCH, LOSS]) { run { name study { name } } epochs columns { values } } }', variables: (n) => ({ ids: ids.slice(0, n) }), sizes: [10, 40], rows: (data) => data.series.length, most: 5 },
  { what: 'the epochs of many runs', document: 'query ($first: Int!) { runs(first: $first) { nodes { name epochs(first: 3) { nodes { epoch testError } } } } }', variables: first, rows: (data) => data.runs.nodes.length, most: 4 },
];

test.each(OPERATIONS)('$what: as many statements for ten times the rows', async ({ document, variables, sizes = [10, 100], rows, most }) => {
  const counts: number[] = [];
  // the first question fills the caches of measured values
  for (const size of [sizes[1], ...sizes]) {
    statements.length = 0;
    const contextValue = new RequestContext(record, feed, LOCAL_ADMIN);
    const { data, errors } = await execute({ schema, document: typeof document === 'string' ? parse(document) : document, variableValues: variables(size), contextValue });
    expect(errors).toBeUndefined();
    expect(rows(data)).toBe(size);
    counts.push(statements.length);
  }
  const [, few, many] = counts;
  expect(few).toBeGreaterThan(0);
  expect(many).toBe(few);
  expect(many).toBeLessThanOrEqual(most);
});
