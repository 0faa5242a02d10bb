import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A request as it came in. */
export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Someone else's program that webhooks call: keeps what comes, and answers as a test says. */
export interface Receiver {
  port: number;
  url: string;
  received: Received[];
  /** how the next requests are answered; 204 at first */
  answer: (response: ServerResponse, request: Received) => void;
  /** lines that are open now */
  openLines: () => Promise<number>;
  close: () => Promise<void>;
}

/** @param tls key and certificate, where it is to speak https */
export async function receive({ address = '127.0.0.1', port = 0, tls }: { address?: string; port?: number; tls?: { key: string; cert: string } } = {}): Promise<Receiver> {
  const received: Received[] = [];
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    let body = '';
    for await (const part of request) body += part;
    const one = { path: request.url ?? '', headers: request.headers, body };
    received.push(one);
    receiver.answer(response, one);
  };
  const listener = (request: IncomingMessage, response: ServerResponse) => void take(request, response).catch(() => {});
  const server: Server = tls ? createTlsServer(tls, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(port, address, resolve));
  const taken = (server.address() as AddressInfo).port;
  const receiver: Receiver = {
    port: taken,
    url: `${tls ? 'https' : 'http'}://${address}:${taken}/hook?key=whoever-reads-this`,
    received,
    answer: (response) => void response.writeHead(204).end(),
    openLines: () => new Promise((resolve) => server.getConnections((_, count) => resolve(count))),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return receiver;
}
