import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { backendCommand } from '../../launch/backend.mjs';
import { folderOf, putInPlace, recipeOf, remove } from '../../launch/backend-folder.mjs';

/** A name that no backend has, so that those that are installed are left alone. */
const NAME = `test-${process.pid}`;
const write = (text: string) => async (folder: string) => writeFileSync(path.join(folder, 'library'), text);
const leftovers = () => readdirSync(path.dirname(folderOf(NAME))).filter((name) => name.startsWith(NAME) && name.endsWith('.part'));
afterEach(() => remove(NAME));

test('a backend is in its place with the recipe it was made from, and nothing else is left', async () => {
  await putInPlace(NAME, 'first recipe', 1, write('first'));
  expect(recipeOf(NAME)).toBe('first recipe');
  expect(readFileSync(path.join(folderOf(NAME), 'library'), 'utf8')).toBe('first');
  expect(leftovers()).toEqual([]);
});

test('a maker that fails half-way leaves what was there before', async () => {
  await putInPlace(NAME, 'first recipe', 1, write('first'));
  const fails = async (folder: string) => {
    await write('half of the second')(folder);
    throw new RangeError('the line was cut');
  };
  await expect(putInPlace(NAME, 'second recipe', 1, fails)).rejects.toThrow('the line was cut');
  expect(recipeOf(NAME)).toBe('first recipe');
  expect(readFileSync(path.join(folderOf(NAME), 'library'), 'utf8')).toBe('first');
  expect(leftovers()).toEqual([]);
});

test('what a killed maker left behind is removed by the next one', async () => {
  const left = `${folderOf(NAME)}.999999999.part`; // larger than any process id
  mkdirSync(left, { recursive: true });
  await putInPlace(NAME, 'a recipe', 1, write('whole'));
  expect(existsSync(left)).toBe(false);
});

test('a disk that is too small is refused before anything is fetched', async () => {
  let called = false;
  const make = async () => {
    called = true;
  };
  await expect(putInPlace(NAME, 'a recipe', 1e18, make)).rejects.toThrow(/^Installing this backend takes 1000000000\.0 GB of disk and [\d.]+ GB are free: make room, then try again\.$/);
  expect(called).toBe(false);
  expect(recipeOf(NAME)).toBe('');
});

test.each([
  [['tpu'], 'There is no backend "tpu" to install: use one of native, node, gpu; wasm and cpu are always there.'],
  [['native', '--fast'], '"--fast" is not understood: collapsar backend native [--remove].'],
])('backend %j is refused in one sentence', async (words, sentence) => {
  await expect(backendCommand(...(words as [string]))).rejects.toThrow(sentence);
});
