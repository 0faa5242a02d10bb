import { expect, test } from 'vitest';
import { AnswerCache } from '../../../server/geometry/answer-cache.ts';

/** Of 10,000,000 numbers two answers of this size are kept, not three. */
const LARGE = 4_000_000;
const lasting = (answer: string) => ({ answer, isLasting: true });

test('an answer that newer ones of the same question push out is still given', async () => {
  const cache = new AnswerCache<string>();
  const take = (keys: string[]) => cache.take(keys, LARGE, async (places) => places.map((place) => lasting(`${keys[place]} found`)));
  await take(['a']);
  expect(await take(['a', 'b', 'c', 'd'])).toEqual(['a', 'b', 'c', 'd'].map((key) => lasting(`${key} found`)));
});

test('what is being found is found once; what failed, or may be otherwise tomorrow, is looked for again', async () => {
  const cache = new AnswerCache<string>();
  const asked: string[] = [];
  const take = (key: string, find: () => Promise<ReturnType<typeof lasting>>) => cache.take([key], 1, async () => {
    asked.push(key);
    return [await find()];
  });
  await Promise.all([take('good', async () => lasting('x')), take('good', async () => lasting('y'))]);
  await expect(take('failed', () => Promise.reject(new TypeError('away')))).rejects.toThrow('away');
  await take('failed', async () => ({ answer: 'damaged', isLasting: false }));
  expect(await take('failed', async () => lasting('whole'))).toEqual([lasting('whole')]);
  expect(asked).toEqual(['good', 'failed', 'failed', 'failed']);
});
