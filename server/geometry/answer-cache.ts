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
    // taken before anything is put in, which may push out what was there
    const answers = keys.map((key) => this.#answers.get(key));
    const unknown = [...keys.keys()].filter((place) => !answers[place]);
    if (unknown.length > 0) {
      const finding = find(unknown);
      unknown.forEach((place, k) => {
        const key = keys[place]!;
        const answer = finding.then((found) => found[k]!);
        answers[place] = answer;
        this.#answers.set(key, answer, { size: Math.max(1, Math.round(size)) });
        answer.then((found) => isLasting(found) || this.#forget(key, answer), () => this.#forget(key, answer));
      });
    }
    return Promise.all(answers as Promise<Answer<T>>[]);
  }

  #forget(key: string, answer: Promise<Answer<T>>): void {
    if (this.#answers.peek(key) === answer) this.#answers.delete(key);
  }
}

const isLasting = (answer: Answer<unknown>): boolean => 'reason' in answer || ('isLasting' in answer && answer.isLasting);
