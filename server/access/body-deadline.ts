import type { RequestHandler } from 'express';

/** Longest that the body of an ordinary request may take; uploads have their own limit. */
export const BODY_MS = 30_000;

/** Ends the connection of a request whose body is not here in time: a sender of one byte a second would hold it for ever. */
export function bodyDeadline(ms = BODY_MS): RequestHandler {
  return (request, response, next) => {
    const timer = setTimeout(() => {
      if (!request.complete) request.destroy();
    }, ms);
    response.once('close', () => clearTimeout(timer));
    next();
  };
}
