import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { GraphQLSchema } from 'graphql';
// under another name: the linter takes every function called use... for a React hook
import { useServer as serveSockets } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { Gate } from './access/gate.ts';
import { LIMITS } from './access/limits.ts';
import { type ErrorPresenter, RETRY_AFTER_SECONDS } from './access/present-error.ts';
import { QuietSocket } from './access/quiet-socket.ts';
import { originRefusal } from './access/same-origin.ts';
import { socketLimits } from './access/socket-limits.ts';
import { SocketMembers } from './access/socket-members.ts';

/** A client that does not answer the closing handshake is cut off after this. */
const CLOSE_WITHIN_MS = 2000;
/** Pieces that one message may come in; graphql-ws's clients send each whole. */
const UNTYPED = { closeTimeout: CLOSE_WITHIN_MS, maxFragments: 16, maxBufferedChunks: 1024 };

export interface SocketParts {
  httpServer: Server;
  schema: GraphQLSchema;
  gate: Gate;
  present: ErrorPresenter;
  hosts: ReadonlySet<string>;
  origins: ReadonlySet<string>;
}

export interface Sockets {
  close: () => Promise<void>;
  /** how many are open */
  operations: () => number;
}

/** Subscriptions over WebSocket at /graphql, on the same port. `close` ends all of them (1001). */
export function serveSubscriptions({ httpServer, schema, gate, present, hosts, origins }: SocketParts): Sockets {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LIMITS.messageBytes, perMessageDeflate: false, WebSocket: QuietSocket, ...UNTYPED });
  const members = new SocketMembers(gate);
  const server = serveSockets(socketLimits(schema, present, gate, members), sockets);
  httpServer.on('upgrade', (request, socket, head) => {
    // the built dashboard needs no upgrades, and Next leaves the sockets of unknown ones open
    if (pathOf(request) !== '/graphql') return refuse(socket, '404 Not Found');
    if (originRefusal(request, hosts, origins)) return refuse(socket, '403 Forbidden');
    if (sockets.clients.size >= LIMITS.sockets) return refuse(socket, '503 Service Unavailable', `Retry-After: ${RETRY_AFTER_SECONDS}`);
    sockets.handleUpgrade(request, socket, head, (client) => {
      sockets.emit('connection', client, request);
      // ws closes a socket that breaks the protocol by itself; graphql-ws would write a stack trace for each
      client.removeAllListeners('error').on('error', () => {});
    });
  });
  const close = async () => {
    members.stop();
    const cut = setTimeout(() => {
      for (const client of sockets.clients) client.terminate();
    }, CLOSE_WITHIN_MS);
    await server.dispose();
    clearTimeout(cut);
  };
  return { close, operations: () => members.operations };
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?', 1)[0]!;
}

function refuse(socket: Duplex, status: string, ...headers: string[]): void {
  socket.end(`${[`HTTP/1.1 ${status}`, ...headers, 'Connection: close', 'Content-Length: 0'].join('\r\n')}\r\n\r\n`);
}
