import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** What one subscription has received so far. */
export interface Listening<T> {
  messages: T[];
  /** refusals and failures, as sent */
  errors: { message: string; extensions: { code: string } & Record<string, unknown> }[];
  isComplete: boolean;
  /** code that the server closed the socket with */
  closedWith?: number;
  stop: () => void;
}

/**
 * @param bearer a token or a share link's secret, where the server asks who connects
 * @param headers of the connection itself, such as a browser's cookie and origin
 */
export function connectSocket(url: string, bearer?: string, headers?: Record<string, string>): Client {
  const connectionParams = bearer === undefined ? undefined : { authorization: `Bearer ${bearer}` };
  return createClient({ url: `${url.replace('http', 'ws')}/graphql`, webSocketImpl: headers ? withHeaders(headers) : WebSocket, retryAttempts: 0, lazy: true, connectionParams });
}

const withHeaders = (headers: Record<string, string>) =>
  class extends WebSocket {
    constructor(address: string, protocol: string) {
      super(address, protocol, { headers });
    }
  };

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
        else listening.closedWith = (errors as { code?: number }).code;
        listening.isComplete = true;
      },
      complete: () => {
        listening.isComplete = true;
      },
    },
  );
  return listening;
}
