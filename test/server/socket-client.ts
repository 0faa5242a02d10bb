import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** What one subscription has received so far. */
export interface Listening<T> {
  messages: T[];
  /** refusals and failures, as sent */
  errors: { message: string; extensions: { code: string } & Record<string, unknown> }[];
  isComplete: boolean;
  stop: () => void;
}

export function connectSocket(url: string): Client {
  return createClient({ url: `${url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0, lazy: true });
}

/** Starts an operation over the socket and keeps what comes. */
export function listen<T>(client: Client, query: string, variables?: Record<string, unknown>): Listening<T> {
  const listening: Listening<T> = { messages: [], errors: [], isComplete: false, stop: () => {} };
  listening.stop = client.subscribe<T>(
    { query, variables },
    {
      next: ({ data, errors }) => {
        if (data) listening.messages.push(data);
        if (errors) listening.errors.push(...(errors as unknown as Listening<T>['errors']));
      },
      error: (errors) => {
        if (Array.isArray(errors)) listening.errors.push(...errors);
        listening.isComplete = true;
      },
      complete: () => {
        listening.isComplete = true;
      },
    },
  );
  return listening;
}
