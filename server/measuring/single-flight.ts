/** Questions being answered, by key: whoever asks the same in the meantime gets the same answer, computed once. */
export class SingleFlight {
  readonly #underWay = new Map<string, Promise<unknown>>();

  /** The answer to `key`, from `answer` unless it is being found already. A failure is passed to all that wait and not kept. */
  ask<T>(key: string, answer: () => Promise<T>): Promise<T> {
    const known = this.#underWay.get(key) as Promise<T> | undefined;
    if (known) return known;
    const found = answer().finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, found);
    return found;
  }
}
