import { expect, test } from 'vitest';
import { signIn } from '../../../web/account/session.ts';

const answering = (status: number, headers: Record<string, string> = {}) => async () => new Response(null, { status, headers });

test('nothing is wrong when the server lets in', async () => {
  expect(await signIn('clp_x', answering(200))).toBeNull();
});

test.each([
  [answering(401), /unknown, or its time is over.*ask an admin/],
  [answering(429, { 'retry-after': '17' }), /17 s/],
  [answering(503), /database/],
  [answering(400), /refused \(400\)/],
  [() => Promise.reject(new TypeError('fetch failed')), /did not answer/],
])('a refusal is told in words that say what to do (%#)', async (ask, words) => {
  expect(await signIn('clp_x', ask)).toMatch(words);
});
