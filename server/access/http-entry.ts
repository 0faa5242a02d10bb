import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { readCredentials } from './credentials.ts';
import type { Gate } from './gate.ts';
import { type MakeContext, RequestContext } from './request-context.ts';

/**
 * The one function that says who asks an HTTP request, for GraphQL and for every other router. Whoever calls it twice for a request gets the
 * same context.
 */
export function contextMaker({ record, events, settings, doorkeeper }: Gate): MakeContext {
  const made = new WeakMap<IncomingMessage, Promise<RequestContext>>();
  const make = async (request: IncomingMessage) => {
    const { caller } = await doorkeeper.identify(readCredentials(request, settings));
    return new RequestContext(record, events, caller);
  };
  return (request) => {
    const context = made.get(request) ?? make(request);
    made.set(request, context);
    return context;
  };
}

/**
 * Lets a request in: who asks is known, something is left of their allowance, and they have a place among those that are answered at the
 * same time until the answer is sent or the client is gone. All of it before the body is read. @throws UNAUTHENTICATED, RATE_LIMITED, UNAVAILABLE
 */
export function httpEntry({ allowance }: Gate, makeContext: MakeContext): RequestHandler {
  return async (request, response, next) => {
    // heard from the start: a client that leaves while it is being identified says so only once
    let isGone = false;
    let leave = () => {};
    const end = () => {
      isGone = true;
      leave();
    };
    response.once('close', end);
    request.socket.once('close', end);
    response.once('close', () => request.socket.off('close', end));
    const { caller, life } = await makeContext(request);
    if (caller.access === 'LINK') await allowance.countLink(caller.id);
    await allowance.checkLeft(caller);
    if (isGone) return;
    const giveBack = allowance.enter(caller);
    leave = () => {
      leave = () => {};
      giveBack();
      life.end();
    };
    next();
  };
}
