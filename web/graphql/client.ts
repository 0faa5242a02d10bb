'use client';
import { Client, type CombinedError, cacheExchange, fetchExchange, mapExchange, subscriptionExchange } from 'urql';
import { tellSignedOut } from '../account/account-state.ts';
import { lastingNews } from './lasting-news.ts';
import { createLiveLink } from './live-link.ts';

const PATH = '/graphql';

/** The page's GraphQL client: questions over HTTP, news over one WebSocket that is opened by the first subscription. */
export function createGraphqlClient(): Client {
  // pages are drawn on the server too, without data: there is no WebSocket there
  const link =
    typeof window === 'undefined' ? null : createLiveLink(new URL(PATH, location.href).href.replace(/^http/, 'ws'));
  const exchanges = [mapExchange({ onError: heedSignedOut }), cacheExchange, fetchExchange, ...(link ? [subscriptionExchange({ forwardSubscription: lastingNews(link) })] : [])];
  return new Client({ url: PATH, preferGetMethod: false, exchanges });
}

function heedSignedOut({ graphQLErrors }: CombinedError): void {
  if (graphQLErrors.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED')) tellSignedOut();
}
