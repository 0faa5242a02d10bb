import { createHash } from 'node:crypto';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { create as contentDisposition } from 'content-disposition';
import type { Request, Response } from 'express';
import { CollapsarError } from '../../prisma/errors.ts';
import { LIMITS } from '../access/limits.ts';

export interface ExportFile {
  /** that a browser saves it under */
  name: string;
  contentType: string;
  /** begins to read the record when the first piece is asked for */
  bytes: () => AsyncIterable<Uint8Array>;
}

const MOST_LISTENERS = 20;

/**
 * Streams a file whose length nobody knows beforehand, as fast as the client reads. `x-content-length` and `x-content-sha256` follow it as
 * trailers. A failure before the first byte is thrown; a later one cuts the connection, so that half a file never looks like a whole one.
 *
 * @throws whatever `bytes` throws, also after the connection was cut: `response.headersSent` tells the two apart
 */
export async function sendExport(request: Request, response: Response, { name, contentType, bytes }: ExportFile): Promise<void> {
  // to a client of HTTP/1.0 the end of the connection is the end of the file
  if (request.httpVersionMajor === 1 && request.httpVersionMinor === 0) throw new CollapsarError('BAD_REQUEST', 'An export needs HTTP/1.1: a client of HTTP/1.0 could not tell half a file from a whole one.');
  describe(response, name, contentType);
  response.set('cache-control', 'no-store');
  if (request.method === 'HEAD') return void response.end();
  response.set('trailer', 'x-content-length, x-content-sha256');
  const pieces = bytes()[Symbol.asyncIterator]();
  const first = await pieces.next();
  response.setTimeout(LIMITS.exportStallMs, () => response.destroy());
  // a pipeline listens several times itself, beside metrics, deadlines and the log: at eleven Node would warn of a leak that is none
  response.setMaxListeners(MOST_LISTENERS);
  await pipeline(Readable.from(startingWith(first, pieces), { objectMode: false }), meter(response), response);
}

/** A whole file that never changes. */
export function sendForEver(request: Request, response: Response, { name, contentType, digest, bytes }: Omit<ExportFile, 'bytes'> & { digest: string; bytes: Uint8Array }): void {
  describe(response, name, contentType);
  response.set({ etag: `"${digest}"`, 'cache-control': 'private, max-age=31536000, immutable' });
  if (request.fresh) return void response.status(304).end();
  response.set('content-length', String(bytes.length));
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

function describe(response: Response, name: string, contentType: string): void {
  response.set({ 'content-type': contentType, 'content-disposition': contentDisposition(name), 'x-content-type-options': 'nosniff' });
}

async function* startingWith(first: IteratorResult<Uint8Array>, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    for (let piece = first; !piece.done; piece = await rest.next()) if (piece.value.length > 0) yield piece.value;
  } finally {
    await rest.return?.();
  }
}

/** Counts and hashes what passes, and says both behind the last byte. */
function meter(response: Response): Transform {
  const hash = createHash('sha256');
  let length = 0;
  return new Transform({
    transform(piece: Uint8Array, _encoding, done) {
      length += piece.length;
      hash.update(piece);
      done(null, piece);
    },
    flush(done) {
      response.addTrailers({ 'x-content-length': String(length), 'x-content-sha256': hash.digest('hex') });
      done();
    },
  });
}
