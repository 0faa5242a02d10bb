import { LRUCache } from 'lru-cache';
import type { Answer } from './geometry-task.ts';

/** Numbers kept, about 80 MB: 25 runs of 350 frames with ten classes and their examples. */
const MOST_NUMBERS = 10_000_000;

/**
 * Answers by key. What is being found is waited for, so that nothing is computed twice at a time; what is damaged, or failed, is forgotten.
 * A key names all that an answer depends on, so nothing here ever has to be taken back.
 */
export class AnswerCache<T> {
  readonly #answers = new LRUCache<string, Promise<Answer<T>>>({ maxSize: MOST_NUMBERS });

  /**
   * The answers, in the keys' order.
   *
   * @param size numbers in one answer, about
   * @param find the answers of the keys that are unknown, given by their places
   */
  async take(keys: readonly string[], size: number, find: (places: number[]) => Promise<Answer<T>[]>): Promise<Answer<T>[]> {
    const unknown = [...keys.keys()].filter((place) => !this.#answers.has(keys[place]!));
    const own = new Map<string, Promise<Answer<T>>>();
    if (unknown.length > 0) {
      const finding = find(unknown);
      unknown.forEach((place, k) => {
        const key = keys[place]!;
        const answer = finding.then((found) => found[k]!);
        own.set(key, answer);
        this.#answers.set(key, answer, { size: Math.max(1, Math.round(size)) });
        answer.then((found) => isLasting(found) || this.#forget(key, answer), () => this.#forget(key, answer));
      });
    }
    // an answer too large to be kept, or pushed out meanwhile, is still answered
    return Promise.all(keys.map((key) => own.get(key) ?? this.#answers.get(key)!));
  }

  #forget(key: string, answer: Promise<Answer<T>>): void {
    if (this.#answers.peek(key) === answer) this.#answers.delete(key);
  }
}

const isLasting = (answer: Answer<unknown>): boolean => 'reason' in answer || ('isLasting' in answer && answer.isLasting);
