import { CombinedError } from 'urql';
import { expect, test } from 'vitest';
import { problemOf, problemOfField } from '../../../web/graphql/problem.ts';

test('an error is told by its code, its sentence and the number of the request', () => {
  const error = new CombinedError({
    graphQLErrors: [
      { message: 'The record could not be read.', extensions: { code: 'UNAVAILABLE', requestId: '7f3a' } },
    ],
  });
  expect(problemOf(error)).toEqual({
    code: 'UNAVAILABLE',
    sentence: 'The record could not be read.',
    requestId: '7f3a',
  });
});

test('a request number in the answer’s head is as good', () => {
  const response = new Response('', { headers: { 'x-request-id': '19c2' } });
  const error = new CombinedError({ graphQLErrors: [{ message: 'No.', extensions: {} }], response });
  expect(problemOf(error).requestId).toBe('19c2');
});

test('no answer at all is told as such', () => {
  expect(problemOf(new CombinedError({ networkError: new TypeError('Failed to fetch') }))).toEqual({
    code: 'UNREACHABLE',
    sentence: 'The server did not answer.',
    requestId: null,
  });
});

test('the error of one field is found among those of others, and a field without one has none', () => {
  const error = new CombinedError({
    graphQLErrors: [
      { message: 'Too slow.', path: ['train'], extensions: { code: 'DEADLINE_EXCEEDED' } },
      { message: 'Damaged.', path: ['run', 'suggestedVerdict'], extensions: { code: 'DATA_CORRUPT' } },
    ],
  });
  expect(problemOfField(error, 'suggestedVerdict')).toEqual({
    code: 'DATA_CORRUPT',
    sentence: 'Damaged.',
    requestId: null,
  });
  expect([problemOfField(error, 'history'), problemOfField(undefined, 'suggestedVerdict')]).toEqual([null, null]);
});
