import { createServer, request, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import express from 'express';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { bodyDeadline } from '../../../server/access/body-deadline.ts';
import { LOCAL_ADMIN } from '../../../server/access/caller.ts';
import { errorPresenter } from '../../../server/access/present-error.ts';
import { RequestContext } from '../../../server/access/request-context.ts';
import { ingestRouter } from '../../../server/ingest/ingest-router.ts';
import { Uploads } from '../../../server/ingest/uploads/uploads.ts';
import { writeBody } from '../../../server/ingest/uploads/write-body.ts';
import { IngestClient } from './ingest-client.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'collapsar-slow-'));
const ends: (() => void)[] = [];
afterAll(() => {
  for (const end of ends) end();
  rmSync(folder, { recursive: true });
});

async function listen(app: RequestListener): Promise<string> {
  const server = createServer(app);
  ends.push(() => server.closeAllConnections(), () => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a sender of one byte now and then is cut at the limit of a request, and its bytes stay', async () => {
  const file = path.join(folder, 'slow');
  async function* drip() {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      yield Buffer.from('x');
    }
  }
  const written = writeBody({ file, body: Readable.from(drip()), length: 1e6, limits: { requestMs: 300, idleMs: 60_000 } });
  await expect(written).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED', details: { timeoutMs: 300 } });
  expect(readFileSync(file, 'latin1')).toMatch(/^x+$/);
});

test('a body that brings more than it told is refused', async () => {
  const body = Readable.from([Buffer.alloc(10)]);
  await expect(writeBody({ file: path.join(folder, 'long'), body, length: 9, limits: { requestMs: 60_000, idleMs: 60_000 } })).rejects.toMatchObject({ code: 'UPLOAD_REJECTED', details: { rule: 'LENGTH_MISMATCH' } });
});

test('an ordinary request whose body does not come ends; one that came may take its time', async () => {
  const app = express();
  app.use(bodyDeadline(200));
  app.post('/', (_request, response) => void setTimeout(() => response.json({ late: true }), 600));
  const url = await listen(app);
  const answer = await fetch(url, { method: 'POST', body: 'all of it' });
  expect(await answer.json()).toEqual({ late: true });
  const ended = new Promise<string>((resolve) => {
    const sent = request(url, { method: 'POST', headers: { 'content-length': 100 } }, () => resolve('answered'));
    sent.on('error', () => resolve('cut'));
    sent.write('half');
  });
  expect(await ended).toBe('cut');
});

test.each(['LINK', 'VIEWER', 'REVIEWER'] as const)('a caller with the role %s may not import, and nothing of the body is kept', async (access) => {
  const uploads = new Uploads(path.join(folder, access));
  const nothing = {} as RequestContext['record']; // refused before the record is asked
  const context = new RequestContext(nothing, {} as RequestContext['events'], { ...LOCAL_ADMIN, access });
  const app = express();
  app.use('/ingest', ingestRouter({ contextOf: async () => context, uploads, present: errorPresenter('postgresql://a@b/c', pino({ level: 'silent' })) }));
  const client = new IngestClient(await listen(app));
  for (const answer of [await client.upload(Buffer.from('abc') as Buffer<ArrayBuffer>), await client.send('POST', '/runs', { study: 's', name: 'n' }), await client.send('PUT', '/runs/run_x/epochs/1', Buffer.from('abc') as Buffer<ArrayBuffer>)])
    expect([answer.status, answer.body.errors[0].extensions]).toEqual([403, { code: 'FORBIDDEN', requiredRole: 'OPERATOR' }]);
  expect((await client.send('HEAD', `/uploads/${'a'.repeat(64)}`)).status).toBe(403);
});
