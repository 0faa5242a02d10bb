/** A sleep that can be ended early; a wake-up that comes while nobody sleeps ends the next sleep at once. */
export class Waker {
  #woken = false;
  #end: (() => void) | null = null;

  wake() {
    this.#woken = true;
    this.#end?.();
  }

  async sleep(ms: number) {
    if (!this.#woken) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.#end = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#end = null;
    this.#woken = false;
  }
}
