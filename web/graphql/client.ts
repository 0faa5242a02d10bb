'use client';
import { Client, type CombinedError, cacheExchange, fetchExchange, makeOperation, mapExchange, type Operation, ssrExchange, subscriptionExchange } from 'urql';
import { tellSignedOut } from '../account/account-state.ts';
import { lastingNews } from './lasting-news.ts';
import { createLiveLink } from './live-link.ts';

const PATH = '/graphql';

/** Answers as JSON by the keys of their questions: each is given once, in place of asking. */
export type Seed = (answers: Record<number, string>) => void;

/**
 * The page's GraphQL client: questions over HTTP, news over one WebSocket that is opened by the first subscription. On the server, where pages
 * are drawn, it asks nothing: it knows the answers that the page has already.
 */
export function createGraphqlClient(answers: Record<number, string>): { client: Client; seed: Seed } {
  const isServer = typeof window === 'undefined';
  const known = ssrExchange({ isClient: !isServer, initialState: stateOf(answers) });
  const given = new Set(Object.keys(answers).map(Number));
  const exchanges = [mapExchange({ onError: heedSignedOut, onOperation: (operation) => giveKnown(operation, given) }), cacheExchange, known];
  if (!isServer) {
    const link = createLiveLink(new URL(PATH, location.href).href.replace(/^http/, 'ws'));
    exchanges.push(fetchExchange, subscriptionExchange({ forwardSubscription: lastingNews(link) }));
  }
  const client = new Client({ url: PATH, preferGetMethod: false, exchanges });
  const seed: Seed = (more) => {
    for (const key of Object.keys(more)) given.add(Number(key));
    known.restoreData(stateOf(more));
  };
  return { client, seed };
}

/** Whoever asks first, anew or not, gets what the page was drawn with: it is of this moment. All that ask in the same turn count as first. */
function giveKnown(operation: Operation, given: Set<number>): Operation {
  if (operation.kind !== 'query' || !given.has(operation.key)) return operation;
  queueMicrotask(() => given.delete(operation.key));
  return makeOperation('query', operation, { ...operation.context, requestPolicy: 'cache-first' });
}

const stateOf = (answers: Record<number, string>) => Object.fromEntries(Object.entries(answers).map(([key, data]) => [key, { data }]));

function heedSignedOut({ graphQLErrors }: CombinedError): void {
  if (graphQLErrors.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED')) tellSignedOut();
}
