import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApolloServer } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import type { Gate } from './access/gate.ts';
import { contextMaker } from './access/http-entry.ts';
import { LIMITS } from './access/limits.ts';
import type { RequestContext } from './access/request-context.ts';

/** One question of a page to this server's GraphQL, as whoever asked for the page. */
export type Ask = (query: string, variables: Record<string, unknown>) => Promise<{ data?: unknown; errors?: readonly GraphQLFormattedError[] }>;

/** What a page has while it is drawn. */
interface Asking {
  ask: Ask;
  /** longest that it waits for its answers, in ms; it is sent without them then */
  waitMs: number;
}

/** Where pages look for their way to ask: they are bundled apart and can import nothing of the server. */
const ASKING = Symbol.for('collapsar.ask');
const asking = new AsyncLocalStorage<Asking>();
Object.assign(globalThis, { [ASKING]: asking });

/** Draws a page with a way to ask GraphQL beside it; see web/graphql/first-answers.ts. */
export type DrawPage = (request: IncomingMessage, response: ServerResponse, draw: () => void) => void;

/**
 * Lets pages ask GraphQL while they are drawn, within this process: by the cookies and the address of the request for the page itself, against
 * the same allowance, and with the same limits on documents as over HTTP. Only a whole page asks: one that is fetched ahead or gone to by a
 * link asks from the browser.
 */
export function firstAnswers(apollo: ApolloServer<RequestContext>, gate: Gate, waitMs: number): DrawPage {
  const makeContext = contextMaker(gate);
  return (request, response, draw) => {
    if (request.method !== 'GET' || request.headers.rsc !== undefined) draw();
    else asking.run({ ask: askerOf(apollo, gate, () => makeContext(request), response), waitMs }, draw);
  };
}

function askerOf(apollo: ApolloServer<RequestContext>, gate: Gate, makeContext: () => Promise<RequestContext>, response: ServerResponse): Ask {
  let entered: Promise<RequestContext> | undefined;
  return async (query, variables) => {
    entered ??= makeContext().then((context) => enter(gate, context, response));
    const { body } = await apollo.executeOperation({ query, variables }, { contextValue: await entered });
    return body.kind === 'single' ? body.singleResult : {};
  };
}

/** What httpEntry asks of a request to /graphql. */
async function enter({ allowance }: Gate, context: RequestContext, response: ServerResponse): Promise<RequestContext> {
  const { caller, life } = context;
  if (caller.access === 'LINK') await allowance.countLink(caller.id);
  await allowance.checkLeft(caller);
  const giveBack = allowance.enter(caller);
  const leave = () => {
    giveBack();
    life.end();
  };
  if (response.closed) leave();
  else response.once('close', leave);
  life.endAfter(LIMITS.operationMs);
  return context;
}
