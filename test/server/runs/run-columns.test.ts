import { GraphQLObjectType } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSchema } from '../../../server/schema.ts';
import { fillRecord } from '../../generate/fill-record.ts';
import { type Served, serve } from '../served.ts';

let served: Served;
let fields: string[];

beforeAll(async () => {
  served = await serve();
  await fillRecord(served.databaseUrl, { runs: 8, epochs: 12, snapshotsOf: 0 });
  const run = (await makeSchema()).getType('Run') as GraphQLObjectType;
  // scalars and lists of them: what can be asked without a selection and without arguments
  fields = Object.values(run.getFields()).filter(({ args, type }) => args.length === 0 && !/(Study|Optimiser|Step|Verdict|Epoch|Log|Request|Check)/.test(String(type))).map(({ name }) => name);
});
afterAll(() => served.end());

test('each field of a run asked alone in a list is the same as asked with all others, of a run by its id', async () => {
  const { data: list } = await served.ask('{ runs(first: 8) { nodes { id } } }');
  expect(list.runs.nodes).toHaveLength(8);
  expect(fields.length).toBeGreaterThan(30);
  const whole = new Map<string, Record<string, unknown>>();
  for (const { id } of list.runs.nodes) whole.set(id, (await served.ask(`{ run(id: "${id}") { ${fields.join(' ')} } }`)).data.run);
  for (const field of fields) {
    const { data, errors } = await served.ask(`{ runs(first: 8) { nodes { key: id ${field} } } }`);
    expect(errors, field).toBeUndefined();
    for (const run of data.runs.nodes) expect(run[field], field).toEqual(whole.get(run.key)![field]);
  }
});

test('fields asked through edges, fragments and another name are read as well', async () => {
  const { data } = await served.ask(`
    { runs(first: 3) { edges { node { ...Sizes } } nodes { ... on Run { rate: optimiser { learningRate } learningRateSteps { factor } } } } }
    fragment Sizes on Run { classCount study { ...Names } suggestedVerdict { epoch } }
    fragment Names on Study { name }
  `);
  for (const { node } of data.runs.edges) {
    expect(node.classCount).toBe(4);
    expect(node.study.name).toBe('Generated 1, seed 1');
  }
  for (const run of data.runs.nodes) {
    expect(run.rate.learningRate).toBeGreaterThan(0);
    expect(run.learningRateSteps).toEqual([{ factor: 0.1 }, { factor: 0.1 }]);
  }
});

test('every answer says that it is not to be kept', async () => {
  const response = await fetch(`${served.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ __typename }"}' });
  expect(response.headers.get('cache-control')).toBe('no-store');
});
