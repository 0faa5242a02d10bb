import { readFileSync } from 'node:fs';
import { getOperationAST, parse } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../../until.ts';
import { addCaller } from '../callers.ts';
import { addStudy } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';
import { connectSocket, listen } from '../socket-client.ts';
import { addJudgedRun } from './reviewing.ts';

const page = readFileSync(new URL('../../../docs/review.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/\n```graphql\n([\s\S]*?)\n```/g)].map(([, query]) => ({ query: query!, operation: getOperationAST(parse(query!))! }));

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.end());

test('the examples of docs/review.md do what the page says, one after the other', async () => {
  const [ann, ada] = [await addCaller(served.record, 'REVIEWER', 'Ann'), await addCaller(served.record, 'ADMIN', 'Ada')];
  const { id: studyId } = await addStudy(served.record);
  const { id: runId } = await addJudgedRun(served.record, studyId);
  const variables: Record<string, unknown> = { studyId, runId, personId: ann.person.id };
  const socket = connectSocket(served.url, ada.secret);
  const heard = listen<object>(socket, examples.find(({ operation }) => operation.operation === 'subscription')!.query, { studyId });
  const answers = new Map<string, ReturnType<typeof JSON.parse>>();
  // asking comes before the end on no page that is read from top to bottom, and is refused behind it
  const inOrder = [...examples].sort((a, b) => Number(isLast(a)) - Number(isLast(b)));
  for (const { query, operation } of inOrder) {
    if (operation.operation === 'subscription') continue;
    const name = operation.name!.value;
    const asked = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
    const { data, errors } = await served.ask(query, Object.fromEntries(asked.map((each) => [each, variables[each]])), name === 'Inbox' ? ann.headers : ada.headers);
    expect([name, errors]).toEqual([name, undefined]);
    const answer = Object.values(data)[0] as ReturnType<typeof JSON.parse>;
    if (operation.operation === 'mutation') expect([name, answer.userErrors]).toEqual([name, []]);
    answers.set(name, answer);
    if (name === 'BeginThread') variables.threadId = answer.thread.id;
    if (name === 'Judge') variables.digest = answer.verdictDigest;
  }
  expect(answers.get('BeginThread').thread).toMatchObject({ number: 1, anchor: { metric: 'NC1', fromEpoch: 2, toEpoch: 3, isOutdated: false } });
  expect(answers.get('Threads').nodes[0].comments.nodes).toMatchObject([{ author: { name: 'Ada' } }, { body: 'The learning rate falls there.' }]);
  expect(answers.get('Rules').study.verdictLimits[0]).toEqual({ metric: 'NC1', limit: 0.05, isUsual: false });
  expect(answers.get('Inbox').inbox.nodes.map(({ kind }: { kind: string }) => kind)).toEqual(['REVIEW_ASKED', 'MENTION']);
  expect(answers.get('Finish').study).toMatchObject({ finalAt: expect.any(String), finalBy: 'Ada' });
  await until('the messages', async () => heard.messages.length >= 4);
  expect(heard.errors).toEqual([]);
  await socket.dispose();
});

const isLast = ({ operation }: (typeof examples)[number]) => operation.name?.value === 'Finish';
