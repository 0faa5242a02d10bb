import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { CollapsarError } from '../../prisma/errors.ts';
import type { Caller } from './caller.ts';
import { LIMITS } from './limits.ts';

const perMinute = (points: number) => new RateLimiterMemory({ points, duration: 60 });

/** What is left of a caller's allowance, for the RateLimit headers. */
export interface Left {
  limit: number;
  remaining: number;
  resetMs: number;
}

const isLocal = ({ id }: Caller) => id === 'local';

/** How much a caller may ask in a minute, and how many questions at once. Kept in this process: several servers each count for themselves. */
export class Allowance {
  readonly #points = perMinute(LIMITS.pointsPerMinute);
  readonly #mutations = perMinute(LIMITS.mutationsPerMinute);
  readonly #links = perMinute(LIMITS.linkRequestsPerMinute);
  readonly #strangers = perMinute(LIMITS.strangersPerMinute);
  readonly #running = new Map<string, number>();
  #runningInAll = 0;
  /** addresses that had too many failed tries, until when in ms */
  readonly #shut = new Map<string, number>();

  /** Counts a request of a share link. @throws CollapsarError RATE_LIMITED */
  async countLink(linkId: string): Promise<void> {
    await consume(this.#links, linkId, 1, 'requests of this share link');
  }

  /** Takes an operation's price from its caller's allowance. @throws CollapsarError RATE_LIMITED */
  async spend(caller: Caller, points: number, mutations = 0): Promise<void> {
    if (isLocal(caller)) return;
    if (mutations > 0) await consume(this.#mutations, caller.id, mutations, 'mutations');
    await consume(this.#points, caller.id, points, 'points');
  }

  /** What a refused document costs: something, or trying would be free. */
  async fine(caller: Caller): Promise<void> {
    if (!isLocal(caller)) await this.#points.penalty(caller.id, LIMITS.refusedPoints);
  }

  /** @throws CollapsarError RATE_LIMITED when nothing is left, before any work is done */
  async checkLeft(caller: Caller): Promise<void> {
    if (isLocal(caller)) return;
    const used = await this.#points.get(caller.id);
    if (used && used.consumedPoints >= LIMITS.pointsPerMinute) throw limited(used, LIMITS.pointsPerMinute, 'points');
  }

  /** What is left of the points; null where there is no limit. */
  async left(caller: Caller): Promise<Left | null> {
    if (isLocal(caller)) return null;
    const used = await this.#points.get(caller.id);
    const remaining = Math.max(0, LIMITS.pointsPerMinute - (used?.consumedPoints ?? 0));
    return { limit: LIMITS.pointsPerMinute, remaining, resetMs: Math.max(0, used?.msBeforeNext ?? 0) };
  }

  /** Takes a place among the questions that are answered at the same time; returns what gives it back. @throws RATE_LIMITED, UNAVAILABLE */
  enter({ id }: Caller): () => void {
    const mine = this.#running.get(id) ?? 0;
    if (this.#runningInAll >= LIMITS.running) throw busy();
    if (id !== 'local' && mine >= LIMITS.runningPerToken) throw tooManyAtOnce();
    this.#running.set(id, mine + 1);
    this.#runningInAll++;
    let isLeft = false;
    return () => {
      if (isLeft) return;
      isLeft = true;
      this.#runningInAll--;
      const rest = (this.#running.get(id) ?? 1) - 1;
      if (rest > 0) this.#running.set(id, rest);
      else this.#running.delete(id);
    };
  }

  /** @throws CollapsarError RATE_LIMITED for an address from which too many secrets came that were none */
  checkStranger(address: string): void {
    const until = this.#shut.get(address);
    if (until === undefined) return;
    const waitMs = until - performance.now();
    if (waitMs <= 0) this.#shut.delete(address);
    else throw limitedFor(waitMs, LIMITS.strangersPerMinute, 'failed tries');
  }

  /** Counts a secret that was none. @throws CollapsarError RATE_LIMITED beyond so many */
  async countStranger(address: string): Promise<void> {
    const { consumedPoints, msBeforeNext } = await this.#strangers.penalty(address, 1);
    const all = await this.#strangers.penalty('in all', 1);
    if (consumedPoints > LIMITS.strangersPerMinute) {
      if (this.#shut.size > 10_000) this.#shut.clear();
      this.#shut.set(address, performance.now() + msBeforeNext);
      throw limitedFor(msBeforeNext, LIMITS.strangersPerMinute, 'failed tries');
    }
    if (all.consumedPoints > LIMITS.allStrangersPerMinute) throw limitedFor(all.msBeforeNext, LIMITS.allStrangersPerMinute, 'failed tries');
  }
}

async function consume(limiter: RateLimiterMemory, key: string, points: number, what: string): Promise<void> {
  try {
    await limiter.consume(key, Math.max(1, Math.ceil(points)));
  } catch (refused) {
    if (refused instanceof Error) throw refused;
    throw limited(refused as RateLimiterRes, limiter.points, what);
  }
}

const limited = ({ msBeforeNext }: Pick<RateLimiterRes, 'msBeforeNext'>, limit: number, what: string) => limitedFor(msBeforeNext, limit, what);

function limitedFor(waitMs: number, limit: number, what: string): CollapsarError {
  const retryAfterMs = Math.max(1, Math.round(waitMs));
  const message = `The ${limit} ${what} a minute are used up; try again in ${Math.ceil(retryAfterMs / 1000)} s.`;
  const resetAt = new Date(Date.now() + retryAfterMs).toISOString();
  return new CollapsarError('RATE_LIMITED', message, { details: { retryAfterMs, limit, remaining: 0, resetAt } });
}

function tooManyAtOnce(): CollapsarError {
  const message = `${LIMITS.runningPerToken} questions of this token are being answered already; wait for one of them.`;
  return new CollapsarError('RATE_LIMITED', message, { details: { retryAfterMs: 1000, limit: LIMITS.runningPerToken, remaining: 0 } });
}

const busy = () =>
  new CollapsarError('UNAVAILABLE', `The server answers ${LIMITS.running} questions already; try again in a second.`, { details: { retryAfterMs: 1000 } });
