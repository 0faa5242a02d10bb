import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSchema } from '../../../server/schema.ts';
import { until } from '../../until.ts';
import { addLink } from '../callers.ts';
import { addEvent, addMeasuredRun, addStudy } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';
import { connectSocket, listen } from '../socket-client.ts';
import { operationOf, takesIds } from './made-up-operation.ts';

const schema = await makeSchema();
const fields = [schema.getQueryType()!, schema.getMutationType()!].flatMap((type) =>
  Object.values(type.getFields()).filter(takesIds).map((field) => [`${type.name}.${field.name}`, type.name.toLowerCase(), field] as const),
);

interface Ids {
  study: string;
  run: string;
  snapshot: string;
}

let served: Served;
let own: Ids;
let foreign: Ids;
beforeAll(async () => {
  served = await serve();
  [own, foreign] = [await idsOf('own'), await idsOf('foreign')];
});
afterAll(() => served.end());

async function idsOf(name: string): Promise<Ids> {
  const study = await addStudy(served.record, name);
  const { run } = await addMeasuredRun(served.record, study.id, 2);
  const snapshot = await served.record.snapshot.findFirstOrThrow({ where: { runId: run.id }, select: { id: true } });
  return { study: study.id, run: run.id, snapshot: snapshot.id };
}

/** What a link of the own study is answered, with the id that it asked for made the same. */
async function answerTo(query: string, id: string): Promise<string> {
  const { headers } = await addLink(served.record, own.study);
  const { status, data, errors } = await served.ask(query, {}, headers);
  return JSON.stringify({ status, data, errors }).replaceAll(id, 'ID');
}

test('there are fields that take an id', () => {
  expect(fields.map(([name]) => name)).toEqual(expect.arrayContaining(['Query.run', 'Query.runs', 'Query.series', 'Query.study']));
});

test.each(fields)('to a share link, %s answers for objects of another study as for none', async (_, kind, field) => {
  const unknown = await answerTo(operationOf(kind, field, 'run_none'), 'run_none');
  for (const id of Object.values(foreign)) expect(await answerTo(operationOf(kind, field, id), id)).toBe(unknown);
});

test('the link does see its own: the test above does not compare nothing with nothing', async () => {
  const seen = await Promise.all([
    answerTo(`{ run(id: "${own.run}") { name } }`, own.run),
    answerTo(`{ study(id: "${own.study}") { name } }`, own.study),
    answerTo(`{ runs(filter: { studyId: "${own.study}" }) { totalCount } }`, own.study),
  ]);
  expect(seen.map((each) => JSON.parse(each).data)).toEqual([{ run: { name: 'vgg on digits' } }, { study: { name: 'own' } }, { runs: { totalCount: 1 } }]);
});

test('a cursor that somebody who sees all got leads a link to its own objects only', async () => {
  const { secret } = await addLink(served.record, own.study);
  const all = await serveAll();
  for (const after of all) {
    const { data } = await served.ask('query ($after: String) { runs(first: 10, after: $after) { nodes { id } } }', { after }, { authorization: `Bearer ${secret}` });
    expect(data.runs.nodes.every(({ id }: { id: string }) => id === own.run)).toBe(true);
  }
});

async function serveAll(): Promise<string[]> {
  const { data } = await served.ask('{ runs { edges { cursor } } }');
  return data.runs.edges.map(({ cursor }: { cursor: string }) => cursor);
}

test.each(['epochRecorded', 'runChanged'])('%s tells a link of its own study alone, also when it names a foreign run', async (field) => {
  const { secret } = await addLink(served.record, own.study);
  const client = connectSocket(served.url, secret);
  const any = listen<Record<string, { runId: string }>>(client, `subscription { ${field}(after: "0") { runId } }`);
  const named = listen(client, `subscription ($id: ID) { ${field}(runId: $id, after: "0") { runId } }`, { id: foreign.run });
  await addEvent(served.record, { kind: 'run.epoch', runId: foreign.run, epoch: 2 });
  await addEvent(served.record, { kind: 'run.epoch', runId: own.run, epoch: 2 });
  await until('the own run\'s event', async () => any.messages.length > 0);
  expect(any.messages.every((message) => message[field]!.runId === own.run)).toBe(true);
  expect([named.messages, named.errors]).toEqual([[], []]);
  await client.dispose();
});
