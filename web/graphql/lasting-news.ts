import type { Client as LiveLink } from 'graphql-ws';
import type { SubscriptionForwarder } from 'urql';
import { resumable } from './resumable.ts';
import { waitBeforeTry } from './retry-wait.ts';

type Request = Parameters<SubscriptionForwarder>[0];

const waitLonger = (tries: number) => waitBeforeTry(tries, Math.random());

/**
 * Subscriptions over the link that only their reader ends. The link itself comes back after it was lost; but when the
 * server refuses or gives up one subscription (a database that is away, too many open at once) it keeps the link and
 * says so, and that subscription is asked for again, behind the last message that came.
 */
export function lastingNews(link: LiveLink, wait: (tries: number) => number = waitLonger) {
  return ({ query, variables }: Request): ReturnType<SubscriptionForwarder> => ({
    subscribe: (sink) => {
      const { payload, remember } = resumable(query ?? '', variables ?? {});
      let tries = 0;
      let timer: ReturnType<typeof setTimeout> | undefined;
      let leave = () => {};
      const begin = () => {
        leave = link.subscribe<Record<string, unknown>>(payload, {
          next: (result) => {
            tries = 0;
            remember(result.data);
            sink.next(result as Parameters<typeof sink.next>[0]);
          },
          error: () => {
            timer = setTimeout(begin, wait(tries++));
          },
          complete: () => sink.complete(),
        });
      };
      begin();
      return {
        unsubscribe: () => {
          clearTimeout(timer);
          leave();
        },
      };
    },
  });
}
