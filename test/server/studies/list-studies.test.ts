import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Served, serve } from '../served.ts';

let served: Served;
const NAMES = ['beta', 'Alpha', 'alpha', 'Gamma 50%', 'delta_x', 'Old'];

beforeAll(async () => {
  served = await serve();
  for (const [i, name] of NAMES.entries()) {
    await served.record.study.create({
      data: { id: `study_${i}`, slug: `slug-${i}`, name, description: i === 0 ? "it's \\ about Zebras" : '', createdAt: new Date(1_700_000_000_000 + Math.floor(i / 2)), archivedAt: name === 'Old' ? new Date() : null },
    });
  }
});
afterAll(() => served.end());

const LIST = `query ($first: Int, $after: String, $last: Int, $before: String, $filter: StudyFilter, $orderBy: StudyOrder) {
  studies(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) { nodes { name } totalCount pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } }`;

async function list(variables: object) {
  const { data, errors } = await served.ask(LIST, { ...variables });
  expect(errors).toBeUndefined();
  return { ...data.studies, names: data.studies.nodes.map(({ name }: { name: string }) => name) };
}

test.each<[object | undefined, string[]]>([
  [undefined, ['delta_x', 'Gamma 50%', 'alpha', 'Alpha', 'beta']],
  [{ key: 'CREATED', direction: 'ASC' }, ['beta', 'Alpha', 'alpha', 'Gamma 50%', 'delta_x']],
  [{ key: 'NAME' }, ['Alpha', 'alpha', 'beta', 'delta_x', 'Gamma 50%']],
  [{ key: 'NAME', direction: 'DESC' }, ['Gamma 50%', 'delta_x', 'beta', 'alpha', 'Alpha']],
])('order %j, forward and backward', async (orderBy, names) => {
  expect(await list({ orderBy })).toMatchObject({ names, totalCount: 5 });
  const front = await list({ orderBy, first: 3 });
  const behind = await list({ orderBy, first: 3, after: front.pageInfo.endCursor });
  expect([...front.names, ...behind.names]).toEqual(names);
  expect([front.pageInfo, behind.pageInfo]).toMatchObject([{ hasNextPage: true, hasPreviousPage: false }, { hasNextPage: false, hasPreviousPage: true }]);
  const end = await list({ orderBy, last: 3 });
  const before = await list({ orderBy, last: 3, before: end.pageInfo.startCursor });
  expect([...before.names, ...end.names]).toEqual(names);
});

test.each<[object, string[]]>([
  [{ isArchived: true }, ['Old']],
  [{ text: 'ALPHA' }, ['alpha', 'Alpha']],
  [{ text: '%' }, ['Gamma 50%']],
  [{ text: '_' }, ['delta_x']],
  [{ text: 'zebra' }, ['beta']],
  [{ text: "it's \\" }, ['beta']],
  [{ text: 'slug-3' }, ['Gamma 50%']],
  [{ text: "'; DROP TABLE" }, []],
])('filter %j', async (filter, names) => {
  expect(await list({ filter })).toMatchObject({ names, totalCount: names.length });
});

test('a cursor of another order or filter is refused as BAD_USER_INPUT', async () => {
  const { pageInfo } = await list({ first: 1 });
  for (const variables of [{ orderBy: { key: 'NAME' } }, { filter: { text: 'a' } }]) {
    const { errors } = await served.ask(LIST, { ...variables, after: pageInfo.endCursor });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  }
});

test('a study is found by its slug; an unknown one is null', async () => {
  const { data, errors } = await served.ask('{ a: studyBySlug(slug: "slug-1") { name } b: studyBySlug(slug: "none") { name } c: studyBySlug(slug: "\\u0000") { name } }');
  expect(errors).toBeUndefined();
  expect(data).toEqual({ a: { name: 'Alpha' }, b: null, c: null });
});
