import type { RecordEvent } from '../access/request-context.ts';

/** Events a slow reader may lag behind before it has to read them from the record again. */
const CAPACITY = 1000;

/**
 * What one subscriber has still to hear. It never holds more than CAPACITY events: beyond that it is emptied and marked
 * as behind, and its reader fetches what it missed from the record, which has everything.
 */
export class Inbox {
  #events: RecordEvent[] = [];
  #isBehind = false;
  #isClosed = false;
  #wake = () => {};

  deliver(event: RecordEvent): void {
    if (this.#isBehind || this.#isClosed) return;
    if (this.#events.length >= CAPACITY) this.markBehind();
    else this.#events.push(event);
    this.#wake();
  }

  /** The reader must look into the record before it goes on. */
  markBehind(): void {
    this.#events = [];
    this.#isBehind = true;
    this.#wake();
  }

  /** Called before the reader looks into the record: what comes from now on is kept again. */
  catchUp(): void {
    this.#isBehind = false;
  }

  close(): void {
    this.#isClosed = true;
    this.#events = [];
    this.#wake();
  }

  /** Waits so long, or until something happens: an event that comes means that the database answers again. */
  async pause(ms: number): Promise<void> {
    if (this.#isClosed) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** The next event; "behind" when the record must be read first; null when closed. */
  async next(): Promise<RecordEvent | 'behind' | null> {
    for (;;) {
      if (this.#isClosed) return null;
      if (this.#isBehind) return 'behind';
      const event = this.#events.shift();
      if (event) return event;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
