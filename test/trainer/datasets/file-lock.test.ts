import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { acquireFileLock } from '../../../trainer/datasets/file-lock.ts';
import { temporaryFolder } from './folders.ts';

const lockPath = async () => path.join(await temporaryFolder(), 'file.lock');
const ofAnotherMachine = '{"process":1,"host":"another-machine","token":"x"}';

test('ten at once hold the lock one after the other', async () => {
  const lock = await lockPath();
  let inside = 0;
  let most = 0;
  const work = async () => {
    const release = await acquireFileLock(lock, { pollMs: 2 });
    most = Math.max(most, ++inside);
    await pause(5);
    inside--;
    await release();
  };
  await Promise.all(Array.from({ length: 10 }, work));
  expect(most).toBe(1);
  expect(existsSync(lock)).toBe(false);
});

test('a lock of another machine that gives signs is respected', async () => {
  const lock = await lockPath();
  await writeFile(lock, ofAnotherMachine);
  const beat = setInterval(() => void writeFile(lock, ofAnotherMachine), 20);
  const waiting = acquireFileLock(lock, { staleMs: 400, pollMs: 10, signal: AbortSignal.timeout(900) });
  await expect(waiting).rejects.toThrow();
  clearInterval(beat);
});

test('a lock of another machine that gives no sign is taken over after that time', async () => {
  const lock = await lockPath();
  await writeFile(lock, ofAnotherMachine);
  const began = performance.now();
  await (await acquireFileLock(lock, { staleMs: 200, pollMs: 10 }))();
  expect(performance.now() - began).toBeGreaterThanOrEqual(200);
});

test('a holder gives signs, so that a long transfer is not taken over', async () => {
  const lock = await lockPath();
  const release = await acquireFileLock(lock, { beatMs: 20 });
  await expect(acquireFileLock(lock, { staleMs: 300, pollMs: 10, signal: AbortSignal.timeout(900) })).rejects.toThrow();
  await release();
});

test('who lost the lock does not remove that of the next holder', async () => {
  const lock = await lockPath();
  const release = await acquireFileLock(lock);
  await writeFile(lock, ofAnotherMachine);
  await release();
  expect(await readFile(lock, 'utf8')).toBe(ofAnotherMachine);
});
