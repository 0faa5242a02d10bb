import { expect, test } from 'vitest';
import { Waker } from '../../trainer/waker.ts';

test('a wake-up ends the sleep', async () => {
  const waker = new Waker();
  const slept = waker.sleep(60_000);
  waker.wake();
  await slept;
});

test('a wake-up that comes before the sleep ends it at once, and only that one', async () => {
  const waker = new Waker();
  waker.wake();
  await waker.sleep(60_000);
  const next = waker.sleep(60_000);
  expect(await Promise.race([next, Promise.resolve('asleep')])).toBe('asleep');
  waker.wake();
  await next;
});
