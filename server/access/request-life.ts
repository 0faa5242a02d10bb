import { CollapsarError } from '../../prisma/errors.ts';

/** Every answered question ends by it: one error serves them all, since making one costs as much as a field. */
const CLIENT_GONE = new CollapsarError('CLIENT_GONE', 'The client went away before the answer was there.');

/** The time a question has: it ends by its deadline, or when the client that asked goes away. */
export class RequestLife {
  /** made for whoever asks: few questions have work that a signal could stop */
  #abort: AbortController | undefined;
  readonly #waiting = new Set<(reason: unknown) => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #end: CollapsarError | null = null;

  /** From now on, so much time; without it, as long as the client stays: a subscription, an upload. */
  endAfter(timeoutMs: number): this {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#stop(tooLate(timeoutMs)), timeoutMs).unref();
    return this;
  }

  /** For work that can be stopped on the way. */
  get signal(): AbortSignal {
    this.#abort ??= new AbortController();
    if (this.#end) this.#abort.abort(this.#end);
    return this.#abort.signal;
  }

  /** Why it is over; null while it is not. */
  get over(): CollapsarError | null {
    return this.#end;
  }

  /** Nobody waits for the answer any more, or it is there. */
  end(): void {
    this.#stop(CLIENT_GONE);
  }

  /** The work's result, or the reason why nobody waits for it any more, whichever is first. */
  race<T>(work: PromiseLike<T>): Promise<T> {
    if (this.#end) return Promise.reject(this.#end);
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      const done = <V>(settle: (value: V) => void) => (value: V) => {
        this.#waiting.delete(reject);
        settle(value);
      };
      work.then(done(resolve), done(reject));
    });
  }

  #stop(reason: CollapsarError): void {
    clearTimeout(this.#timer);
    if (this.#end) return;
    this.#end = reason;
    this.#abort?.abort(reason);
    for (const reject of this.#waiting) reject(reason);
    this.#waiting.clear();
  }
}

function tooLate(timeoutMs: number): CollapsarError {
  const message = `This took longer than ${timeoutMs / 1000} s; ask for less at once, or try again.`;
  return new CollapsarError('DEADLINE_EXCEEDED', message, { details: { timeoutMs } });
}
