import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectRecord, type PrismaClient } from '../../../prisma/client.ts';
import { CollapsarError } from '../../../prisma/errors.ts';
import { type Access, LOCAL_ADMIN } from '../../../server/access/caller.ts';
import { LIMITS } from '../../../server/access/limits.ts';
import { errorPresenter } from '../../../server/access/present-error.ts';
import { RequestContext } from '../../../server/access/request-context.ts';
import { exportRouter } from '../../../server/export/export-router.ts';
import { freshDatabase } from '../../postgres.ts';
import { until } from '../../until.ts';
import { download, jsonLines } from './download.ts';
import { fixedId, makeStudy } from './made-study.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let record: PrismaClient;
let server: Server;
let own: Awaited<ReturnType<typeof makeStudy>>;
let other: Awaited<ReturnType<typeof makeStudy>>;
/** requests that were let in, and what those of SLOW wait for */
let arrived = 0;
let open!: () => void;
const opened = new Promise<void>((resolve) => {
  open = resolve;
});
beforeAll(async () => {
  database = await freshDatabase();
  record = connectRecord(database.url);
  own = await makeStudy(record, 'own');
  other = await makeStudy(record, 'other');
  const log = pino({ level: 'silent' });
  // the part of the server that knows who asks; here a header says it
  const contextOf = async ({ headers }: express.Request) => {
    arrived += 1;
    if (headers['x-access'] === 'SLOW') await opened;
    if (headers['x-access'] === 'nobody') throw new CollapsarError('UNAUTHENTICATED', 'Sign in first.');
    const access = headers['x-access'] === 'SLOW' ? 'VIEWER' : (headers['x-access'] as Access);
    return new RequestContext(record, null as never, { ...LOCAL_ADMIN, access, studyId: access === 'LINK' ? own.study.id : null });
  };
  const app = express().use('/export', exportRouter({ contextOf, present: errorPresenter(database.url, log), log }));
  server = await new Promise((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
});
afterAll(async () => {
  server.close();
  await record.$disconnect();
  await database.drop();
});

const get = (access: string, path: string) => download(`http://127.0.0.1:${(server.address() as AddressInfo).port}/export/${path}`, { headers: { 'x-access': access } });

const paths = () => ({
  'own series': `series.csv?runs=${own.whole.id}&metrics=NC1`,
  'own study': `series.csv?study=${own.study.id}&metrics=NC1`,
  'own epochs': `epochs.csv?run=${own.whole.id}`,
  'foreign series': `series.csv?runs=${own.whole.id},${other.whole.id}&metrics=NC1`,
  'foreign study': `runs.csv?study=${other.study.id}`,
  'foreign epochs': `epochs.csv?run=${other.whole.id}`,
  snapshot: `snapshots/${fixedId('snap', `${own.whole.id} 1 TRAIN`)}.safetensors`,
  archive: `studies/${own.study.id}.tar`,
});

test.each([
  ['nobody', [401, 401, 401, 401, 401, 401, 401, 401]],
  ['LINK', [200, 200, 200, 404, 404, 404, 403, 403]],
  ['VIEWER', [200, 200, 200, 200, 200, 200, 200, 200]],
  ['ADMIN', [200, 200, 200, 200, 200, 200, 200, 200]],
])('%s gets of each export what its role may', async (access, expected) => {
  const statuses: number[] = [];
  for (const path of Object.values(paths())) statuses.push((await get(access, path)).status);
  expect(Object.keys(paths()).map((name, i) => [name, statuses[i]])).toEqual(Object.keys(paths()).map((name, i) => [name, expected[i]]));
});

test('a share link sees the runs of its study alone, and a foreign run reads like an unknown one', async () => {
  const rows = jsonLines((await get('LINK', 'runs.ndjson?metrics=NC1')).body);
  expect(rows.map((row) => row.study_id)).toEqual([own.study.id, own.study.id]);
  const sentence = async (id: string) => JSON.parse((await get('LINK', `epochs.csv?run=${id}`)).body.toString()).errors[0].message.replace(id, 'ID');
  expect(await sentence(other.whole.id)).toBe(await sentence('run_unknown'));
});

test('more exports at once than allowed are told to wait, and there is room again when one has ended', async () => {
  const before = arrived;
  const slow = Array.from({ length: LIMITS.exports }, () => get('SLOW', 'runs.ndjson?metrics=NC1'));
  await until('all to be let in', async () => arrived - before === LIMITS.exports);
  const { status, headers, body } = await get('VIEWER', 'runs.ndjson?metrics=NC1');
  expect([status, headers['retry-after'], JSON.parse(body.toString()).errors[0].extensions]).toEqual([429, '5', { code: 'RATE_LIMITED', limit: LIMITS.exports, retryAfterMs: 5000 }]);
  open();
  expect((await Promise.all(slow)).map((answer) => answer.status)).toEqual(Array(LIMITS.exports).fill(200));
  expect((await get('VIEWER', 'runs.ndjson?metrics=NC1')).status).toBe(200);
});
