import { randomUUID } from 'node:crypto';
import type { Looker, Looking, PresenceSource } from '../access/request-context.ts';
import { MOST_NAMED, type PresenceNotice, readPresence } from './presence-notice.ts';
import { Seat } from './seat.ts';

/** In ms. What comes together is told together; who is here says so again and again; who was not heard of so long is gone. */
export interface PresenceTimes {
  together: number;
  again: number;
  lasts: number;
}

const TIMES: PresenceTimes = { together: 150, again: 5000, lasts: 15_000 };
/** Of other servers' runs; nobody has so many, and a stranger in the database must not fill the memory. */
const MOST_ELSEWHERE = 5000;

type RunNotice = Extract<PresenceNotice, { run: string }>;

/** What another server said last of a run. */
interface Elsewhere extends RunNotice {
  until: number;
}

/**
 * Who is looking at which run, on this server and on all others. Servers tell each other by notices and keep nothing in the database: a server that
 * dies leaves only what the others heard last, and that ends by itself. Clocks are never compared: each server counts from when it heard.
 */
export class PresenceBoard implements PresenceSource {
  readonly #server = randomUUID();
  readonly #tell: (payloads: readonly string[]) => Promise<void>;
  readonly #times: PresenceTimes;
  readonly #here = new Map<string, Set<Seat>>();
  readonly #elsewhere = new Map<string, Elsewhere>();
  /** runs whose lookers here changed, not told yet */
  readonly #untold = new Set<string>();
  readonly #beat: ReturnType<typeof setInterval>;
  #telling: ReturnType<typeof setTimeout> | undefined;
  #isStopped = false;

  /** @param tell sends each text to all servers, this one too */
  constructor(tell: (payloads: readonly string[]) => Promise<void>, times: PresenceTimes = TIMES) {
    this.#tell = tell;
    this.#times = times;
    this.#beat = setInterval(() => this.#goOn(), times.again).unref();
  }

  look(runId: string, looker: Looker | null): AsyncIterableIterator<Looking> {
    const seat = new Seat(looker);
    this.#enter(runId, seat);
    const leave = () => {
      this.#leave(runId, seat);
      return Promise.resolve({ done: true as const, value: undefined });
    };
    return {
      next: async () => {
        const value = await seat.next(() => this.#seenBy(runId, seat));
        return value ? { done: false, value } : { done: true, value: undefined };
      },
      return: leave,
      throw: leave,
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  /** Called when listening has begun, or begun again: what was said meanwhile was not heard. */
  greet(): void {
    this.#send([{ server: this.#server, hello: true }]);
    this.#announceAll();
  }

  /** Takes what a server said. */
  hear(payload: string): void {
    const notice = readPresence(payload);
    if (!notice || notice.server === this.#server) return;
    if ('hello' in notice) this.#announceAll();
    else this.#note(notice);
  }

  #note(notice: RunNotice): void {
    const key = `${notice.server}/${notice.run}`;
    if (notice.people.length === 0 && notice.visitors === 0) this.#elsewhere.delete(key);
    else if (this.#elsewhere.has(key) || this.#elsewhere.size < MOST_ELSEWHERE) this.#elsewhere.set(key, { ...notice, until: performance.now() + this.#times.lasts });
    this.#wake(notice.run);
  }

  /** Ends every look, and says so to the other servers as far as the database answers. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#beat);
    clearTimeout(this.#telling);
    const runs = [...this.#here.keys()];
    for (const seats of this.#here.values()) for (const seat of seats) seat.end();
    this.#here.clear();
    await this.#send(runs.map((run) => this.#noticeOf(run)));
  }

  #enter(runId: string, seat: Seat): void {
    if (this.#isStopped) {
      seat.end();
      return;
    }
    const seats = this.#here.get(runId) ?? new Set();
    this.#here.set(runId, seats.add(seat));
    if (seat.looker) this.#changed(runId);
  }

  #leave(runId: string, seat: Seat): void {
    seat.end();
    const seats = this.#here.get(runId);
    if (!seats?.delete(seat)) return;
    if (seats.size === 0) this.#here.delete(runId);
    if (seat.looker) this.#changed(runId);
  }

  /** Many come and go at once, as when a server comes back: told in one go. */
  #changed(runId: string): void {
    this.#untold.add(runId);
    this.#telling ??= setTimeout(() => {
      this.#telling = undefined;
      const runs = [...this.#untold];
      this.#untold.clear();
      for (const run of runs) this.#wake(run);
      this.#send(runs.map((run) => this.#noticeOf(run)));
    }, this.#times.together).unref();
  }

  #announceAll(): void {
    for (const [run, seats] of this.#here) if ([...seats].some(({ looker }) => looker)) this.#changed(run);
  }

  #goOn(): void {
    this.#announceAll();
    for (const [key, { until, run }] of this.#elsewhere) {
      if (until > performance.now()) continue;
      this.#elsewhere.delete(key);
      this.#wake(run);
    }
  }

  #wake(runId: string): void {
    for (const seat of this.#here.get(runId) ?? []) seat.wake();
  }

  #noticeOf(run: string): RunNotice {
    const lookers = [...(this.#here.get(run) ?? [])].flatMap(({ looker }) => looker ?? []);
    const people = new Set(lookers.flatMap(({ userId }) => userId ?? []));
    return { server: this.#server, run, people: [...people].slice(0, MOST_NAMED), visitors: lookers.filter(({ userId }) => userId === null).length };
  }

  /** The next round says it again where the database is away now. */
  async #send(notices: readonly PresenceNotice[]): Promise<void> {
    if (notices.length > 0) await this.#tell(notices.map((notice) => JSON.stringify(notice))).catch(() => {});
  }

  #seenBy(runId: string, { looker }: Seat): Looking {
    const all = [this.#noticeOf(runId), ...[...this.#elsewhere.values()].filter(({ run }) => run === runId)];
    const people = new Set(all.flatMap((notice) => notice.people));
    if (looker?.userId) people.delete(looker.userId);
    const visitors = all.reduce((sum, notice) => sum + notice.visitors, 0);
    return { userIds: [...people].sort(), visitorCount: visitors - (looker?.userId === null ? 1 : 0) };
  }
}
