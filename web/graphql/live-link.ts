import { type Client, createClient } from 'graphql-ws';
import { tellSignedOut } from '../account/account-state.ts';
import { linkState, setLinkState } from './link-state.ts';
import { waitBeforeTry } from './retry-wait.ts';

const PING_EVERY_MS = 12_000;
/** A ping unanswered for so long means that the link is dead, even if no close was seen (a laptop that slept). */
const PONG_WITHIN_MS = 5_000;
/** The server closes so when it does not know who asks, or no longer. */
const UNAUTHORIZED = 4401;

const now = () => Date.now();

/**
 * The WebSocket over which all subscriptions of a page run. It tries again for ever, ever more slowly, and tells
 * `link-state` how it stands; each subscription is sent anew on every new link (see `resumable`).
 */
export function createLiveLink(url: string): Client {
  let patience: ReturnType<typeof setTimeout> | undefined;
  let socket: WebSocket | undefined;
  return createClient({
    url,
    keepAlive: PING_EVERY_MS,
    shouldRetry: () => true,
    retryAttempts: Number.POSITIVE_INFINITY,
    retryWait: waitForTry,
    on: {
      opened: (opened) => {
        socket = opened as WebSocket;
      },
      connected: (_socket, _payload, wasRetry) =>
        setLinkState({
          phase: 'live',
          lastAliveAt: now(),
          nextTryAt: null,
          returns: linkState().returns + (wasRetry ? 1 : 0),
        }),
      message: () => setLinkState({ lastAliveAt: now() }),
      ping: (received) => {
        if (!received) patience = setTimeout(() => socket?.close(4408, 'no answer to a ping'), PONG_WITHIN_MS);
      },
      pong: (received) => {
        if (received) clearTimeout(patience);
      },
      closed: (event) => {
        if ((event as { code?: number }).code === UNAUTHORIZED) tellSignedOut();
        clearTimeout(patience);
        if (linkState().phase === 'live') setLinkState({ phase: 'idle' });
      },
    },
  });
}

async function waitForTry(tries: number): Promise<void> {
  const wait = waitBeforeTry(tries, Math.random());
  setLinkState({ phase: 'lost', nextTryAt: now() + wait });
  await new Promise((resolve) => setTimeout(resolve, wait));
}
