import { type DocumentNode, execute, parse } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LOCAL_ADMIN } from '../../server/access/caller.ts';
import { RequestContext } from '../../server/access/request-context.ts';
import { outcomesOfRuns } from '../../server/checks/run-outcomes.ts';
import { EventFeed } from '../../server/live/event-feed.ts';
import { makeSchema } from '../../server/schema.ts';
import { RunDocument, RunLogDocument } from '../../web/runs/run-documents.ts';
import { RunCurvesDocument, RunsDocument } from '../../web/runs/runs-documents.ts';
import { fillRecord } from '../generate/fill-record.ts';
import { countedRecord } from '../counted-record.ts';
import { addStudy } from './record-builder.ts';

const { record, uncounted, url, statements } = await countedRecord();
let feed: EventFeed;
let schema: Awaited<ReturnType<typeof makeSchema>>;
let ids: string[];

beforeAll(async () => {
  feed = new EventFeed(uncounted, url);
  schema = await makeSchema();
  await fillRecord(url, { runs: 110, epochs: 120, snapshotsOf: 0 });
  for (let k = 0; k < 100; k++) await addStudy(record, `study ${k}`);
  await fillReview();
  ids = (await record.run.findMany({ where: { lastEpoch: { gte: 100 } }, select: { id: true }, take: 100 })).map(({ id }) => id);
});
afterAll(() => feed.stop());

/** A thread with two comments, a verdict, a request and a notice on each of a hundred runs, by a hundred people. */
async function fillReview() {
  const runs = await record.run.findMany({ select: { id: true, studyId: true }, take: 100, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] });
  await record.study.updateMany({ data: { verdictsNeeded: 1 } });
  for (const { id: studyId } of await record.study.findMany({ select: { id: true } })) await addChecks(studyId);
  // measured to the end, however busy the machine is
  await outcomesOfRuns(record, await record.run.findMany(), Number.POSITIVE_INFINITY);
  const rows = runs.map(({ id: runId, studyId }, k) => ({ k, runId, studyId, user: `user_${k}`, thread: `thread_${k}`, comment: `comment_${k}` }));
  await record.user.createMany({ data: rows.map(({ user }) => ({ id: user, name: user, colour: 's1', role: 'REVIEWER' as const })) });
  await record.thread.createMany({ data: rows.map(({ thread, runId, studyId }) => ({ id: thread, studyId, runId, runName: 'run', metric: 'LOSS', split: 'TRAIN' as const, layer: 'last', fromEpoch: 3, toEpoch: 3, value: 1, formulaVersion: 1 })) });
  await record.comment.createMany({ data: rows.flatMap(({ thread, comment, user }) => [{ id: comment, threadId: thread, authorId: user, body: 'a' }, { id: `${comment}b`, threadId: thread, authorId: null, body: 'b' }]) });
  await record.commentRevision.createMany({ data: rows.map(({ comment }) => ({ commentId: comment, version: 1, body: 'before' })) });
  await record.mention.createMany({ data: rows.map(({ comment, user }) => ({ commentId: comment, userId: user })) });
  await record.verdict.createMany({ data: rows.map(({ k, runId, studyId, user }) => ({ id: `verdict_${k}`, studyId, runId, runName: 'run', reviewerId: user, kind: 'PARTLY' as const, reason: 'so', digest: 'none', formulas: { NC1: 1 } })) });
  await record.reviewRequest.createMany({ data: rows.map(({ k, runId, studyId, user }) => ({ id: `ask_${k}`, studyId, runId, reviewerId: user })) });
  await record.notice.createMany({ data: rows.map(({ k, thread, runId, studyId }) => ({ id: `notice_${k}`, userId: READER, kind: 'REPLY' as const, studyId, runId, threadId: thread, text: 'so' })) });
}

/** A rule on a recorded value, one on a measured value, and one on the baseline. */
async function addChecks(studyId: string) {
  const rule = { studyId, name: 'rule', split: 'TRAIN' as const, point: 'LAST' as const, limit: 1 };
  await record.check.createMany({ data: [{ metric: 'LOSS', bound: 'BELOW' as const }, { metric: 'NC1', bound: 'ABOVE' as const }, { metric: 'LOSS', bound: 'BASELINE' as const }].map((each, k) => ({ ...rule, ...each, id: `check_${studyId}_${k}` })) });
}

const READER = 'user_1';

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
const REVIEW = `query ($first: Int!) { runs(first: $first) { nodes {
  openThreadCount threads(first: 2) { totalCount nodes { number } } verdictDigest verdicts { kind isStale reviewer { name } } verdictHistory(first: 2) { totalCount nodes { kind } }
  verdictSummary { agreement isEnough } reviewRequests { reviewer { name } askedBy }
} } }`;
const THREADS = `query ($first: Int!) { threads(first: $first) { totalCount nodes {
  number isRunDeleted commentCount study { name } run { name } anchor { valueNow isOutdated }
  comments(first: 3) { totalCount nodes { body author { name } mentions { name } revisions { body } thread { id } } }
} } }`;
const CHECKS = 'query ($first: Int!) { runs(first: $first) { nodes { name checkOutcomes { check { rule } result value limit epoch reason at } study { checks { name } } } } }';
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
  { what: 'the review of many runs', document: REVIEW, variables: first, rows: (data) => data.runs.nodes.length, most: 16 },
  { what: 'checks of many runs', document: CHECKS, variables: first, rows: (data) => data.runs.nodes.filter(({ checkOutcomes }: { checkOutcomes: unknown[] }) => checkOutcomes.length === 3).length, most: 12 },
  { what: 'what is new of many studies', document: 'query ($first: Int!) { studies(first: $first) { nodes { name unseenCount } } }', variables: first, rows: (data) => data.studies.nodes.length, most: 2 },
  { what: 'threads with what was said', document: THREADS, variables: first, rows: (data) => data.threads.nodes.length, most: 14 },
  { what: 'verdicts of a study', document: 'query ($first: Int!) { verdicts(first: $first, withReplaced: true) { totalCount nodes { kind isStale staleReason isMine reviewer { name } run { name } formulas { version } } } }', variables: first, rows: (data) => data.verdicts.nodes.length, most: 6 },
  { what: 'an inbox', document: 'query ($first: Int!) { me { unreadCount inbox(first: $first) { nodes { text study { name } run { name } thread { number } } } } }', variables: first, rows: (data) => data.me.inbox.nodes.length, most: 6 },
  { what: 'people to mention', document: 'query ($first: Int!) { people(first: $first) { totalCount nodes { name } } }', variables: first, rows: (data) => data.people.nodes.length, most: 2 },
  { what: 'the review of many studies', document: 'query ($first: Int!) { studies(first: $first) { nodes { openThreadCount verdictsNeeded finalAt finalBy verdictLimits { limit } reviewRequests { id } reviewProgress { completedCount lacking { name } } } } }', variables: first, rows: (data) => data.studies.nodes.length, most: 9 },
  { what: 'the epochs of many runs', document: 'query ($first: Int!) { runs(first: $first) { nodes { name epochs(first: 3) { nodes { epoch testError } } } } }', variables: first, rows: (data) => data.runs.nodes.length, most: 4 },
];

test.each(OPERATIONS)('$what: as many statements for ten times the rows', async ({ document, variables, sizes = [10, 100], rows, most }) => {
  const counts: number[] = [];
  // the first question fills the caches of measured values
  for (const size of [sizes[1], ...sizes]) {
    statements.length = 0;
    const contextValue = new RequestContext(record, feed, { ...LOCAL_ADMIN, userId: READER });
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
