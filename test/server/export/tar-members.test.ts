import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { tarMembers } from '../../../server/export/tar-members.ts';

async function* members(asked: number[], bytes = 1024 * 1024) {
  for (let i = 0; i < 50; i++) {
    asked.push(i);
    yield { name: `blobs/${String(i).padStart(64, '0')}`, bytes: Buffer.alloc(bytes, i) };
  }
}

test('a member is read from the record only when the reader has taken those before it', async () => {
  const asked: number[] = [];
  const tar = tarMembers(members(asked));
  await tar.next();
  for (let i = 0; i < 200; i++) await turn();
  expect(asked.length).toBeLessThan(4);
  let bytes = 0;
  for await (const piece of tar) bytes += piece.length;
  expect([asked.length, bytes > 50 * 1024 * 1024]).toEqual([50, true]);
});

test('a reader that goes away ends the reading of the record', async () => {
  let ended = false;
  async function* watched() {
    try {
      yield* members([]);
    } finally {
      ended = true;
    }
  }
  for await (const _ of tarMembers(watched())) break;
  for (let i = 0; i < 200 && !ended; i++) await turn();
  expect(ended).toBe(true);
});

test('a failure of a member is the failure of the archive', async () => {
  async function* broken() {
    yield { name: 'format.json', bytes: Buffer.from('{}') };
    throw new RangeError('the second cannot be read');
  }
  await expect(async () => {
    for await (const _ of tarMembers(broken()));
  }).rejects.toThrow('the second cannot be read');
});
