import { GraphQLError } from 'graphql';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CollapsarError } from '../../../prisma/errors.ts';
import { errorPresenter } from '../../../server/access/present-error.ts';
import { until } from '../../until.ts';
import { type Served, serve } from '../served.ts';
import { connectSocket, listen } from '../socket-client.ts';

const logged: string[] = [];
const log = pino({}, { write: (line: string) => void logged.push(line) });
const present = errorPresenter('postgresql://collapsar:hunter2@db.internal:5432/collapsar', log);
const thrown = (originalError: Error) => new GraphQLError(originalError.message, { path: ['runs'], originalError });

test('our own failure passes with its code', () => {
  expect(present(thrown(new CollapsarError('CONFLICT', 'Somebody was faster.')))).toEqual({
    message: 'Somebody was faster.',
    path: ['runs'],
    extensions: { code: 'CONFLICT' },
  });
});

test('anything else is masked under a request id, which the log has together with the cause', () => {
  const shown = present(thrown(new TypeError('cannot read /etc/secret')));
  expect(JSON.stringify(shown)).not.toMatch(/secret/);
  expect(shown.extensions).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', requestId: expect.any(String) });
  const line = logged.find((entry) => entry.includes(String(shown.extensions!.requestId)));
  expect(line).toMatch(/cannot read \/etc\/secret/);
});

test.each([
  ['ECONNREFUSED', 'UNAVAILABLE'],
  ['57P01', 'UNAVAILABLE'],
  ['53300', 'UNAVAILABLE'],
  ['57014', 'DEADLINE_EXCEEDED'],
])('a database error %s is %s and tells nothing of where the database is', (code, shownCode) => {
  const shown = present(thrown(Object.assign(new Error('connect to db.internal failed'), { code })));
  expect(shown.extensions?.code).toBe(shownCode);
  expect(JSON.stringify(shown)).not.toMatch(/db\.internal|hunter2/);
});

test('a value that graphql cannot write is our bug and is masked', () => {
  const unwritable = new GraphQLError('Float cannot represent non numeric value: NaN');
  expect(present(thrown(unwritable)).extensions?.code).toBe('INTERNAL_SERVER_ERROR');
});

describe('a table that is gone under the running server', () => {
  let served: Served;
  beforeAll(async () => {
    served = await serve();
    await served.record.$executeRawUnsafe('ALTER TABLE "Study" RENAME TO "Elsewhere"');
  });
  afterAll(() => served.end());

  test('is masked over HTTP, without SQL or paths', async () => {
    const { errors } = await served.ask('{ studies { nodes { id } } }');
    expect(errors?.[0]?.extensions.code).toBe('INTERNAL_SERVER_ERROR');
    expect(JSON.stringify(errors)).not.toMatch(/Study|prisma|SELECT|\//);
    expect(served.logged.join('')).toContain(String(errors?.[0]?.extensions.requestId));
  });

  test('is masked over WebSocket alike', async () => {
    const client = connectSocket(served.url);
    const heard = listen(client, '{ studies { nodes { id } } }');
    await until('the answer', async () => heard.isComplete);
    await client.dispose();
    expect(heard.errors[0]?.extensions.code).toBe('INTERNAL_SERVER_ERROR');
    expect(JSON.stringify(heard.errors)).not.toMatch(/Study|prisma|SELECT|\//);
  });
});
