import type { Request, RequestHandler } from 'express';
import { CollapsarError } from '../../prisma/errors.ts';
import type { Piece } from './uploads/uploads.ts';

const HEADER = 'x-collapsar-request';
const READING = ['GET', 'HEAD'];

/** A form or a picture of another page cannot send a header of its own name: what changes something must have it. */
export const demandHeader: RequestHandler = (request, _response, next) => {
  if (READING.includes(request.method) || request.get(HEADER) === '1') return next();
  next(new CollapsarError('FORBIDDEN', 'A request that changes something needs the header "X-Collapsar-Request: 1".'));
};

/** @throws CollapsarError UNSUPPORTED_MEDIA_TYPE for a body of another type, or one that is packed on the way */
export function demandType(request: Request, type: string): void {
  if (!request.is(type)) throw new CollapsarError('UNSUPPORTED_MEDIA_TYPE', `The body must have the content type ${type}.`);
  if ((request.get('content-encoding') ?? 'identity') !== 'identity') throw new CollapsarError('UNSUPPORTED_MEDIA_TYPE', 'The body must be sent as it is, without a content encoding.');
}

/**
 * Where the bytes of a request belong in their file: `Content-Range: bytes 100-199/1000`, or `Upload-Offset: 100` with `Upload-Length: 1000`;
 * without both the body is the whole file.
 *
 * @throws CollapsarError BAD_REQUEST, UPLOAD_REJECTED (LENGTH_MISMATCH) where range and length disagree
 */
export function readPiece(request: Request): Piece {
  const length = readLength(request);
  const range = request.get('content-range');
  if (range !== undefined) return { body: request, length, ...readRange(range, length) };
  const offset = readNumber(request, 'upload-offset') ?? 0;
  const total = readNumber(request, 'upload-length') ?? offset + length;
  if (offset + length > total) throw lengthMismatch(`${length} bytes from byte ${offset} on are more than its ${total}`);
  return { body: request, length, offset, total };
}

/** @throws CollapsarError BAD_REQUEST where the request does not tell its length */
export function readLength(request: Request): number {
  return readNumber(request, 'content-length') ?? badRequest('The request must tell the length of its body (Content-Length).');
}

function readRange(text: string, length: number): { offset: number; total: number } {
  const match = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/.exec(text);
  if (!match) return badRequest('Content-Range must look like "bytes 0-99/1000".');
  const [first, last, total] = match.slice(1).map(Number) as [number, number, number];
  if (last - first + 1 !== length || last >= total) throw lengthMismatch(`the range ${first}-${last} of ${total} does not fit a body of ${length} bytes`);
  return { offset: first, total };
}

function readNumber(request: Request, header: string): number | undefined {
  const value = request.get(header);
  if (value === undefined) return undefined;
  return /^\d{1,15}$/.test(value) ? Number(value) : badRequest(`The header ${header} must be a whole number.`);
}

const lengthMismatch = (what: string) => new CollapsarError('UPLOAD_REJECTED', `The request contradicts itself: ${what}.`, { details: { rule: 'LENGTH_MISMATCH', member: null } });

function badRequest(message: string): never {
  throw new CollapsarError('BAD_REQUEST', message);
}
