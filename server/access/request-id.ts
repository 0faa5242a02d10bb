import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';

const requests = new AsyncLocalStorage<string>();

/** Id of the request that this code runs for; undefined outside of one, as in subscriptions. */
export const currentRequestId = (): string | undefined => requests.getStore();

/** Gives each request an id of our own making, told in the header X-Request-Id: the log's lines of the request carry it. */
export const withRequestId: RequestHandler = (_request, response, next) => {
  const id = randomUUID();
  response.set('x-request-id', id);
  requests.run(id, next);
};
