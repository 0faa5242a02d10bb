'use client';
import { Client, cacheExchange, fetchExchange, subscriptionExchange } from 'urql';
import { lastingNews } from './lasting-news.ts';
import { createLiveLink } from './live-link.ts';

const PATH = '/graphql';

/** The page's GraphQL client: questions over HTTP, news over one WebSocket that is opened by the first subscription. */
export function createGraphqlClient(): Client {
  // pages are drawn on the server too, without data: there is no WebSocket there
  const link =
    typeof window === 'undefined' ? null : createLiveLink(new URL(PATH, location.href).href.replace(/^http/, 'ws'));
  const exchanges = [cacheExchange, fetchExchange, ...(link ? [subscriptionExchange({ forwardSubscription: lastingNews(link) })] : [])];
  return new Client({ url: PATH, preferGetMethod: false, exchanges });
}
