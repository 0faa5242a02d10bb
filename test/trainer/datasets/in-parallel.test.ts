import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inParallel } from '../../../trainer/datasets/in-parallel.ts';

test('every piece is done once, begun in order, and never more at once than asked for', async () => {
  const begun: number[] = [];
  let [running, most] = [0, 0];
  await inParallel(20, 3, async (index) => {
    begun.push(index);
    most = Math.max(most, ++running);
    await pause(index % 4);
    running--;
  });
  expect(begun).toEqual(Array.from({ length: 20 }, (_, i) => i));
  expect(most).toBe(3);
});

test('a failure ends it: what is in work ends, nothing new begins, and the failure is thrown', async () => {
  const begun: number[] = [];
  let ended = 0;
  const work = async (index: number) => {
    begun.push(index);
    await pause(5);
    if (index === 2) throw new TypeError('the third');
    ended++;
  };
  await expect(inParallel(100, 4, work)).rejects.toThrow('the third');
  expect(begun.length).toBeLessThan(10);
  expect(ended).toBe(begun.length - 1);
});

test('a signal ends it with its reason', async () => {
  const stop = new AbortController();
  let begun = 0;
  const work = async () => {
    if (++begun === 5) stop.abort(new Error('enough'));
  };
  await expect(inParallel(100, 1, work, stop.signal)).rejects.toThrow('enough');
  expect(begun).toBe(5);
});
