import { afterEach, expect, test } from 'vitest';
import type { Looking } from '../../../server/access/request-context.ts';
import { PresenceBoard } from '../../../server/live/presence-board.ts';
import { until } from '../../until.ts';

const TIMES = { together: 5, again: 40, lasts: 400 };
let boards: { board: PresenceBoard; isDead: boolean }[] = [];
const sent: string[] = [];
afterEach(async () => {
  for (const { board } of boards) await board.stop();
  boards = [];
  sent.length = 0;
});

/** Servers that hear each other, as by LISTEN and NOTIFY: each hears itself too. A dead one says and hears nothing. */
function server() {
  const own = { board: null as unknown as PresenceBoard, isDead: false };
  own.board = new PresenceBoard(async (payloads) => {
    if (own.isDead) return;
    sent.push(...payloads);
    for (const { board, isDead } of boards) if (!isDead) for (const payload of payloads) board.hear(payload);
  }, TIMES);
  boards.push(own);
  return own;
}

/** Looks, and keeps what was told. */
function look(board: PresenceBoard, runId: string, userId: string | null | undefined) {
  const told: Looking[] = [];
  const looking = board.look(runId, userId === undefined ? null : { userId });
  void (async () => {
    for await (const now of looking) told.push(now);
  })();
  return { told, leave: () => looking.return!(), last: () => told.at(-1) };
}

const says = (who: { last: () => Looking | undefined }, userIds: string[], visitorCount = 0) => until(`${userIds} and ${visitorCount} visitors`, async () => JSON.stringify(who.last()) === JSON.stringify({ userIds, visitorCount }));

test('people at two servers see each other, never themselves, and are gone when they leave', async () => {
  const [one, two] = [server().board, server().board];
  const ann = look(one, 'run_1', 'ann');
  const again = look(one, 'run_1', 'ann');
  const bob = look(two, 'run_1', 'bob');
  const other = look(two, 'run_2', 'eve');
  await says(ann, ['bob']);
  await says(bob, ['ann']);
  expect(other.told).toEqual([{ userIds: [], visitorCount: 0 }]);
  await ann.leave();
  // her second page is still open
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(bob.last()).toEqual({ userIds: ['ann'], visitorCount: 0 });
  await again.leave();
  await says(bob, []);
});

test('visitors are counted on all servers, without the one who asks; who is alone at the machine is told, and not told of', async () => {
  const [one, two] = [server().board, server().board];
  const here = look(one, 'run_1', null);
  const there = [look(two, 'run_1', null), look(two, 'run_1', null)];
  const local = look(one, 'run_1', undefined);
  await says(here, [], 2);
  await says(there[0]!, [], 2);
  await says(local, [], 3);
});

test('a server that dies is forgotten after a while, one that goes at once', async () => {
  const [one, two, three] = [server(), server(), server()];
  const ann = look(one.board, 'run_1', 'ann');
  look(two.board, 'run_1', 'bob');
  look(three.board, 'run_1', 'eve');
  await says(ann, ['bob', 'eve']);
  two.isDead = true;
  await says(ann, ['eve']);
  await three.board.stop();
  await says(ann, []);
});

test('a server that has just come hears of everybody without waiting for their next word', async () => {
  const one = server().board;
  look(one, 'run_1', 'ann');
  await new Promise((resolve) => setTimeout(resolve, 20));
  const two = server().board;
  two.greet();
  await says(look(two, 'run_1', 'bob'), ['ann']);
});

test('a hundred who come at once are told of in few notices, each short enough, and of more only the number that fits', async () => {
  const one = server().board;
  const all = Array.from({ length: 150 }, (_, i) => look(one, 'run_1', `user_${String(i).padStart(36, '0')}`));
  await until('all to be told of', async () => all[0]!.last()?.userIds.length === 99);
  expect(Math.max(...sent.map((payload) => Buffer.byteLength(payload)))).toBeLessThan(8000);
  expect(all[0]!.told.length).toBeLessThan(5);
});

test.each(['', 'null', '{"server":"x"}', '{"server":"x","run":"run_1","people":"ann","visitors":0}', '{"server":"x","run":"run_1","people":[],"visitors":-1}', `{"server":"x","run":"run_1","people":[${Array.from({ length: 101 }, () => '"a"')}],"visitors":0}`, '['.repeat(7000)])('what no server says is not believed: %.40s', async (payload) => {
  const one = server().board;
  const ann = look(one, 'run_1', 'ann');
  one.hear(payload);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(ann.told).toEqual([{ userIds: [], visitorCount: 0 }]);
});
