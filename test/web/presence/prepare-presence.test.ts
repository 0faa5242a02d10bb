import { expect, test } from 'vitest';
import { prepareLookingNow } from '../../../web/presence/prepare-presence.ts';

const people = (...names: string[]) => names.map((name) => ({ id: name, name, colour: 's1' }));

test('nobody else is nothing to show', () => expect(prepareLookingNow({ people: [], peopleCount: 0, visitorCount: 0 })).toBeNull());

test.each([
  [{ people: people('Ann'), peopleCount: 1, visitorCount: 0 }, 1, '', 'Ann'],
  [{ people: people('Ann', 'Bob'), peopleCount: 2, visitorCount: 1 }, 2, '+1', 'Ann, Bob, 1 visitor by share link'],
  [{ people: people('A', 'B', 'C', 'D', 'E', 'F'), peopleCount: 6, visitorCount: 2 }, 4, '+4', 'A, B, C, D, E, F, 2 visitors by share link'],
  // a share link that shows no names
  [{ people: [], peopleCount: 2, visitorCount: 0 }, 0, '2', '2 people'],
  [{ people: people('Ann'), peopleCount: 3, visitorCount: 0 }, 1, '+2', 'Ann, 2 more people'],
])('%j', (presence, marks, more, words) => {
  const looking = prepareLookingNow(presence)!;
  expect([looking.marks.length, looking.more, looking.words]).toEqual([marks, more, words]);
});
