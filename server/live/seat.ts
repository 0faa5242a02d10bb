import type { Looker, Looking } from '../access/request-context.ts';

/** Somebody who looks at a run, and what they were told last of the others. */
export class Seat {
  /** null: told of the others, and not told of */
  readonly looker: Looker | null;
  #told = '';
  #isEnded = false;
  #wake = () => {};

  constructor(looker: Looker | null) {
    this.looker = looker;
  }

  /** Something may be otherwise. */
  wake(): void {
    this.#wake();
  }

  end(): void {
    this.#isEnded = true;
    this.#wake();
  }

  /** What is so now, once it is not what was told before; null when it is over. */
  async next(look: () => Looking): Promise<Looking | null> {
    while (!this.#isEnded) {
      const now = look();
      const text = JSON.stringify(now);
      if (text !== this.#told) {
        this.#told = text;
        return now;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return null;
  }
}
