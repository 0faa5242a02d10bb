import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Uploads } from '../../../server/ingest/uploads/uploads.ts';
import { until } from '../../until.ts';
import { type Served, serve } from '../served.ts';
import { IngestClient, madeEpoch, sha256 } from './ingest-client.ts';

const KIB = 1024;
let served: Served;
let client: IngestClient;
const folder = mkdtempSync(path.join(os.tmpdir(), 'collapsar-uploads-test-'));
beforeAll(async () => {
  served = await serve({ uploads: { folder, limits: { fileBytes: 256 * KIB, quotaBytes: 1024 * KIB, idleMs: 1500, requestMs: 20_000 } } });
  client = new IngestClient(served.url);
});
afterAll(async () => {
  await served.end();
  rmSync(folder, { recursive: true, force: true });
});

let seed = 0;
/** Bytes that no other test sends. */
const bytesOf = (length: number) => Buffer.alloc(length, `${++seed}-${Math.random()} `) as Buffer<ArrayBuffer>;
const filesOf = (digest: string) => readdirSync(folder).filter((name) => name.startsWith(digest));
const errorOf = ({ status, body }: { status: number; body: { errors: { extensions: object }[] } }) => [status, body.errors[0]!.extensions];

test('a file is here under its digest when it is whole, and sending it again changes nothing', async () => {
  const bytes = bytesOf(10 * KIB);
  const digest = sha256(bytes);
  expect(await client.head(digest)).toEqual({ received: 0, isComplete: false });
  const first = await client.upload(bytes);
  expect([first.status, first.body]).toEqual([201, { digest, received: 10 * KIB, isComplete: true }]);
  expect((await client.upload(bytes)).status).toBe(201);
  expect(filesOf(digest).sort()).toEqual([digest, `${digest}.owner`]);
});

test('a connection that broke goes on where it stopped', async () => {
  const bytes = bytesOf(100 * KIB);
  const digest = sha256(bytes);
  await client.half(digest, bytes.subarray(0, 40 * KIB), bytes.length, 'cut');
  await until('the bytes that came', async () => (await client.head(digest)).received === 40 * KIB);
  const rest = { 'upload-offset': String(40 * KIB), 'upload-length': String(100 * KIB) };
  // the broken request may still hold the file for a moment
  const answer = await until('the end of the broken request', async () => {
    const sent = await client.upload(bytes.subarray(40 * KIB) as Buffer<ArrayBuffer>, rest, digest);
    return sent.status !== 409 && sent;
  });
  expect([answer.status, answer.body.isComplete]).toEqual([201, true]);
});

test('pieces by Content-Range: the wrong place, the wrong length and a wrong range are refused', async () => {
  const bytes = bytesOf(1000);
  const digest = sha256(bytes);
  const piece = (from: number, to: number, total = 1000, range = `bytes ${from}-${to - 1}/${total}`) => client.upload(bytes.subarray(from, to) as Buffer<ArrayBuffer>, { 'content-range': range }, digest);
  expect((await piece(0, 400)).status).toBe(202);
  expect(errorOf(await piece(500, 1000))).toEqual([409, { code: 'CONFLICT', rule: 'OFFSET', received: 400 }]);
  expect(errorOf(await piece(0, 400))).toEqual([409, { code: 'CONFLICT', rule: 'OFFSET', received: 400 }]);
  expect(errorOf(await piece(400, 500, 1001))).toEqual([422, { code: 'UPLOAD_REJECTED', rule: 'LENGTH_MISMATCH', member: null }]);
  expect(errorOf(await piece(400, 500, 1000, 'bytes 400-999/1000'))).toEqual([422, { code: 'UPLOAD_REJECTED', rule: 'LENGTH_MISMATCH', member: null }]);
  expect((await piece(400, 500, 1000, 'bytes 400-/1000')).status).toBe(400);
  expect((await piece(400, 1000)).status).toBe(201);
});

test('another content than the digest says is refused and leaves nothing', async () => {
  const digest = sha256(bytesOf(7));
  expect(errorOf(await client.upload(bytesOf(2000), {}, digest))).toEqual([422, { code: 'UPLOAD_REJECTED', rule: 'DIGEST_MISMATCH', member: null }]);
  expect(filesOf(digest)).toEqual([]);
});

test('a file that is too large is refused before it is read, whatever its pieces', async () => {
  const tooLarge = bytesOf(257 * KIB);
  expect(errorOf(await client.upload(tooLarge))).toEqual([413, { code: 'PAYLOAD_TOO_LARGE', limitBytes: 256 * KIB, rule: 'FILE' }]);
  const piece = await client.upload(bytesOf(10), { 'upload-offset': '0', 'upload-length': String(2 ** 40) }, sha256(bytesOf(3)));
  expect(piece.status).toBe(413);
  expect((await client.send('PUT', `/runs/${await client.createRun()}/epochs/1`, tooLarge)).status).toBe(413);
  expect(filesOf(sha256(tooLarge))).toEqual([]);
});

test('a promise of more bytes than come is cut, and what came stays', async () => {
  const bytes = bytesOf(5000);
  expect(await client.half(sha256(bytes), bytes.subarray(0, 3000), 5000, 'wait')).toBeNull();
  expect(await client.head(sha256(bytes))).toEqual({ received: 3000, isComplete: false });
});

test('the same file from many at once is stored once', async () => {
  const bytes = bytesOf(200 * KIB);
  const answers = await Promise.all(Array.from({ length: 8 }, () => client.upload(bytes)));
  expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThanOrEqual(1);
  expect(answers.every(({ status }) => [201, 409].includes(status))).toBe(true);
  expect(filesOf(sha256(bytes)).sort()).toEqual([sha256(bytes), `${sha256(bytes)}.owner`]);
  expect((await client.head(sha256(bytes))).isComplete).toBe(true);
});

test('a digest that is none is no path', async () => {
  for (const digest of ['..%2f..%2fetc%2fpasswd', 'A'.repeat(64), 'a'.repeat(63), 'x'.repeat(64)]) expect((await client.send('PUT', `/uploads/${digest}`, bytesOf(3))).status).toBe(400);
});

test('only bytes as they are, with their length and our header', async () => {
  const bytes = bytesOf(50);
  const at = `/uploads/${sha256(bytes)}`;
  expect(errorOf(await client.send('PUT', at, bytes, { 'x-collapsar-request': '' }))).toEqual([403, { code: 'FORBIDDEN' }]);
  expect(errorOf(await client.send('PUT', at, bytes, { 'content-type': 'text/plain' }))).toEqual([415, { code: 'UNSUPPORTED_MEDIA_TYPE' }]);
  expect(errorOf(await client.send('PUT', at, gzipSync(bytes) as Buffer<ArrayBuffer>, { 'content-encoding': 'gzip' }))).toEqual([415, { code: 'UNSUPPORTED_MEDIA_TYPE' }]);
  expect(errorOf(await client.send('POST', '/runs', bytes))).toEqual([415, { code: 'UNSUPPORTED_MEDIA_TYPE' }]);
  expect((await client.send('POST', '/runs', { study: 'x'.repeat(300 * KIB) })).status).toBe(413);
  expect(errorOf(await client.send('GET', '/nothing'))).toEqual([404, { code: 'NOT_FOUND' }]);
  expect(filesOf(sha256(bytes))).toEqual([]);
});

test('an upload that is not whole cannot be recorded', async () => {
  const runId = await client.createRun();
  const bytes = madeEpoch();
  await client.upload(bytes.subarray(0, 100) as Buffer<ArrayBuffer>, { 'upload-length': String(bytes.length) }, sha256(bytes));
  const answer = await client.send('POST', `/runs/${runId}/epochs/1`, { upload: sha256(bytes) });
  expect(errorOf(answer)).toEqual([404, { code: 'NOT_FOUND', type: 'Upload', received: 100, isComplete: false }]);
  expect(await served.record.epoch.count({ where: { runId } })).toBe(0);
});

test('the quota holds where many files come at once, for each caller of its own', async () => {
  const own = mkdtempSync(path.join(os.tmpdir(), 'collapsar-quota-'));
  const { Readable } = await import('node:stream');
  const make = () => new Uploads(own, { quotaBytes: 10 * KIB });
  const uploads = make();
  const send = (to: Uploads, caller: string, bytes: Buffer) => to.receive(caller, sha256(bytes), { body: Readable.from([bytes], { objectMode: false }), offset: 0, total: bytes.length, length: bytes.length });
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => send(uploads, 'a', bytesOf(3 * KIB))));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'PAYLOAD_TOO_LARGE', details: { rule: 'QUOTA', limitBytes: 10 * KIB } });
  await send(uploads, 'b', bytesOf(3 * KIB));
  // the notes beside the files outlive the server
  await expect(send(make(), 'a', bytesOf(3 * KIB))).rejects.toMatchObject({ details: { rule: 'QUOTA' } });
  rmSync(own, { recursive: true });
});

test('an unfinished file goes after an hour, a whole one after a day, and their room is free again', async () => {
  const own = mkdtempSync(path.join(os.tmpdir(), 'collapsar-sweep-'));
  const { Readable } = await import('node:stream');
  const uploads = new Uploads(own, { quotaBytes: 4000 });
  const [begun, done] = [bytesOf(2000), bytesOf(2000)];
  const send = (bytes: Buffer, length = bytes.length) => uploads.receive('a', sha256(bytes), { body: Readable.from([bytes.subarray(0, length)], { objectMode: false }), offset: 0, total: bytes.length, length });
  await send(begun, 500);
  await send(done);
  const now = Date.now();
  for (const name of readdirSync(own)) utimesSync(path.join(own, name), new Date(now), new Date(now));
  uploads.sweep(now + 59 * 60_000);
  expect(uploads.state(sha256(begun)).received).toBe(500);
  uploads.sweep(now + 61 * 60_000);
  expect(readdirSync(own).sort()).toEqual([sha256(done), `${sha256(done)}.owner`]);
  uploads.sweep(now + 25 * 3_600_000);
  expect(readdirSync(own)).toEqual([]);
  await send(bytesOf(4000));
  rmSync(own, { recursive: true });
});
