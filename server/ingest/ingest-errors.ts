import type { ErrorRequestHandler, Request, Response } from 'express';
import { CollapsarError } from '../../prisma/errors.ts';
import type { ErrorPresenter } from '../access/present-error.ts';

/** What a program that speaks HTTP and not GraphQL decides by; what is not here is a fault of ours. */
const STATUS: Record<string, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_USER_INPUT: 400,
  BAD_REQUEST: 400,
  CONFLICT: 409,
  PRECONDITION_FAILED: 412,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  UPLOAD_REJECTED: 422,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
};

/** Long enough for the sender to read the answer before its unread body meets a closed connection. */
const LINGER_MS = 2000;

/** Every failure as JSON, `{errors: [{message, extensions: {code, ...}}]}`. Unreadable JSON has a status of its own and is answered further up. */
export function ingestErrors(present: ErrorPresenter): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent || isOfParser(error)) return next(error);
    if (request.destroyed && !request.complete) return; // whoever sent it is gone, or was cut
    const shown = present(diskFull(error) ?? error);
    response.status(STATUS[String(shown.extensions?.code)] ?? 500);
    closeAfter(request, response);
    response.json({ errors: [shown] });
  };
}

const isOfParser = (error: unknown) => !(error instanceof CollapsarError) && [400, 413, 415].includes(Number((error as { status?: unknown } | null)?.status));

/** A body that nobody reads any more must not be sent to its end. */
function closeAfter(request: Request, response: Response): void {
  if (request.complete) return;
  response.set('connection', 'close');
  request.resume();
  setTimeout(() => request.destroy(), LINGER_MS).unref();
}

function diskFull(error: unknown): CollapsarError | null {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT' ? new CollapsarError('UNAVAILABLE', 'The disk of the server is full; nothing of the record is lost. Free space there, then go on.') : null;
}
