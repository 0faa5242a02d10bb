import { expect, test } from 'vitest';
import { createFollower } from '../../../web/graphql/follower.ts';

/** A question that is answered when the test says so. */
function held() {
  const asked: number[] = [];
  const answers: ((isDone: boolean) => void)[] = [];
  const follow = createFollower((epoch) => {
    asked.push(epoch);
    return new Promise((resolve) => answers.push(resolve));
  });
  const answer = async (isDone: boolean) => {
    answers.shift()!(isDone);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { asked, follow, answer };
}

test('news during a question becomes one further question, from its earliest epoch', async () => {
  const { asked, follow, answer } = held();
  void follow(5);
  void follow(7);
  void follow(6);
  await answer(true);
  expect(asked).toEqual([5, 6]);
});

test('a question that failed is asked again with the next news, from where it began', async () => {
  const { asked, follow, answer } = held();
  void follow(5);
  await answer(false);
  expect(asked).toEqual([5]);
  void follow(9);
  expect(asked).toEqual([5, 5]);
});

test('an answer ends the matter', async () => {
  const { asked, follow, answer } = held();
  void follow(5);
  await answer(true);
  expect(asked).toEqual([5]);
});
