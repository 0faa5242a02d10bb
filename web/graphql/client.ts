'use client';
import type { Client as LiveLink } from 'graphql-ws';
import { Client, cacheExchange, fetchExchange, subscriptionExchange } from 'urql';
import { createLiveLink } from './live-link.ts';
import { resumable } from './resumable.ts';

const PATH = '/graphql';

/** The page's GraphQL client: questions over HTTP, news over one WebSocket that is opened by the first subscription. */
export function createGraphqlClient(): Client {
  // pages are drawn on the server too, without data: there is no WebSocket there
  const link =
    typeof window === 'undefined' ? null : createLiveLink(new URL(PATH, location.href).href.replace(/^http/, 'ws'));
  const exchanges = [cacheExchange, fetchExchange, ...(link ? [newsOver(link)] : [])];
  return new Client({ url: PATH, preferGetMethod: false, exchanges });
}

const newsOver = (link: LiveLink) =>
  subscriptionExchange({
    forwardSubscription: ({ query, variables }) => ({
      subscribe: (sink) => {
        const { payload, remember } = resumable(query ?? '', variables ?? {});
        const unsubscribe = link.subscribe<Record<string, unknown>>(payload, {
          next: (result) => {
            remember(result.data);
            sink.next(result as Parameters<typeof sink.next>[0]);
          },
          error: (error) => sink.error(error),
          complete: () => sink.complete(),
        });
        return { unsubscribe };
      },
    }),
  });
