import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import type { Caller } from './caller.ts';
import { bearerIn, readCredentials } from './credentials.ts';
import type { Identity } from './doorkeeper.ts';
import type { Gate } from './gate.ts';
import { LIMITS } from './limits.ts';
import { RequestContext } from './request-context.ts';
import { RequestLife } from './request-life.ts';

/** How often every open socket's caller is looked up again, in ms: what was revoked, ended or changed ends its sockets soon after. */
const LOOK_EVERY_MS = 2000;
const PINGS_PER_LOOK = 50;

/** Close codes of graphql-ws. A page comes back by itself after 4403, with whatever it may do now; after 4401 somebody must sign in. */
const CLOSED = { unauthorized: [4401, 'Unauthorized'], changed: [4403, 'Forbidden'], tooMany: [4429, 'Too many connections'], idInUse: [4409, 'Subscriber already exists'], later: [1013, 'Try again later'] } as const;

interface Member {
  identity: Identity;
  /** of the operations under way, by the client's id for them */
  lives: Map<string, RequestLife>;
  pings: number;
}

/** The WebSockets whose callers are known, what runs on them, and whether their callers still may. */
export class SocketMembers {
  readonly #gate: Gate;
  readonly #members = new Map<WebSocket, Member>();
  readonly #timer: ReturnType<typeof setInterval>;
  #isLooking = false;

  constructor(gate: Gate) {
    this.#gate = gate;
    this.#timer = setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
  }

  /** Lets a socket in by what its first message or its cookie says; else closes it with 4401, 4429, or 1013 while the database is away. */
  async admit(socket: WebSocket, request: IncomingMessage, params: Record<string, unknown> | undefined): Promise<boolean> {
    const identity = await this.#identify(request, params).catch((error: { code?: unknown }) => String(error.code));
    if (typeof identity === 'string') return close(socket, identity === 'UNAUTHENTICATED' ? CLOSED.unauthorized : CLOSED.later);
    const { id, access } = identity.caller;
    const others = [...this.#members.values()].filter((member) => member.identity.caller.id === id).length;
    if (id !== 'local' && others >= (access === 'LINK' ? LIMITS.socketsPerLink : LIMITS.socketsPerToken)) return close(socket, CLOSED.tooMany);
    if (socket.readyState !== socket.OPEN) return false;
    this.#members.set(socket, { identity, lives: new Map(), pings: 0 });
    socket.once('close', () => this.#forget(socket));
    return true;
  }

  /** A context for an operation; null when one more would be too many in all, or `here` on this socket with this one. */
  open(socket: WebSocket, id: string, here: number): RequestContext | null {
    const member = this.#members.get(socket);
    // two messages at once can bring the same id twice before graphql-ws sees the first: the second would never end
    if (member?.lives.has(id)) {
      close(socket, CLOSED.idInUse);
      this.#forget(socket);
      return null;
    }
    if (!member || here > LIMITS.subscriptionsPerSocket || this.operations >= LIMITS.subscriptions) return null;
    const life = new RequestLife();
    member.lives.set(id, life);
    return new RequestContext(this.#gate.record, this.#gate.events, member.identity.caller, life);
  }

  /** Operations open on all sockets. */
  get operations(): number {
    return [...this.#members.values()].reduce((sum, { lives }) => sum + lives.size, 0);
  }

  /** An operation is over. */
  done(socket: WebSocket, id: string): void {
    const lives = this.#members.get(socket)?.lives;
    lives?.get(id)?.end();
    lives?.delete(id);
  }

  caller(socket: WebSocket): Caller | undefined {
    return this.#members.get(socket)?.identity.caller;
  }

  /** Cuts off a client that does not read what it is sent. */
  dropSlow(socket: WebSocket): void {
    if (socket.bufferedAmount > LIMITS.bufferedBytes) socket.terminate();
  }

  /** Cuts off a client that does nothing but ping. */
  countPing(socket: WebSocket): void {
    const member = this.#members.get(socket);
    if (member && ++member.pings > PINGS_PER_LOOK) socket.terminate();
  }

  /** Looks up every caller again. While the database is away nobody is judged: nothing can be asked either. */
  async look(): Promise<void> {
    for (const [socket, member] of this.#members) {
      member.pings = 0;
      this.dropSlow(socket);
    }
    if (this.#isLooking || this.#members.size === 0) return;
    this.#isLooking = true;
    const members = [...this.#members];
    const good = await this.#gate.doorkeeper.recheck(members.map(([, { identity }]) => identity)).catch(() => null);
    this.#isLooking = false;
    if (!good) return;
    for (const [socket, { identity }] of members) {
      const now = good.get(identity);
      if (now && JSON.stringify(now) === JSON.stringify(identity.caller)) continue;
      // a closing socket is still heard until its client answers: nothing that it asks from now on may run
      this.#forget(socket);
      close(socket, now ? CLOSED.changed : CLOSED.unauthorized);
    }
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #identify(request: IncomingMessage, params: Record<string, unknown> | undefined): Promise<Identity> {
    const token = bearerIn(params?.authorization ?? params?.Authorization);
    const credentials = readCredentials(request, this.#gate.settings, token);
    // a browser always says which page asks; what does not is a program, and programs have tokens
    const withoutCookies = request.headers.origin === undefined ? { session: null, link: null } : {};
    return this.#gate.doorkeeper.identify({ ...credentials, ...withoutCookies });
  }

  #forget(socket: WebSocket): void {
    for (const life of this.#members.get(socket)?.lives.values() ?? []) life.end();
    this.#members.delete(socket);
  }
}

function close(socket: WebSocket, [code, reason]: readonly [number, string]): false {
  socket.close(code, reason);
  return false;
}
