import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { pages, root, textOf } from './blocks.ts';

vi.setConfig({ testTimeout: 60_000 });

const helpOf = (...words: string[]) => {
  const { status, stdout } = spawnSync(process.execPath, ['collapsar.mjs', ...words, '--help'], { cwd: root, encoding: 'utf8' });
  expect([words, status]).toEqual([words, 0]);
  return stdout;
};
const help = helpOf();
const [commandLines, settingLines] = help.split(/\nSettings/) as [string, string];
const commands = [...commandLines.matchAll(/^ {2}([a-z]+) +\S/gm)].map(([, name]) => name!);
const settings = [...settingLines.matchAll(/^ {2}([A-Z][A-Z_]+) +\S/gm)].map(([, name]) => name!);
const scripts = Object.keys(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).scripts);
const everything = pages.map(textOf).join('\n');

/** Says what a page should have; its name in the failure rather than all its words. */
const absent = (wanted: readonly string[], text: string) => wanted.filter((word) => !new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(text));
/** All that the pages call, by what stands before its name. */
const called = (before: RegExp) => [...new Set([...everything.matchAll(new RegExp(`${before.source} ([a-z][a-z:]*)`, 'g'))].map(([, name]) => name!))];

describe('the help of the program', () => {
  test('each command stands on a page, and each that stands on one is a command', () => {
    expect(commands.length).toBeGreaterThan(10);
    const onPages = [...called(/collapsar\.mjs/), ...called(/npx collapsar/), ...called(/npm run(?: -s)?/), ...called(/`npm/)];
    expect(commands.filter((name) => !onPages.includes(name))).toEqual([]);
    expect([...called(/collapsar\.mjs/), ...called(/npx collapsar/)].filter((name) => !commands.includes(name))).toEqual([]);
    expect(called(/npm run(?: -s)?/).filter((name) => !scripts.includes(name))).toEqual([]);
  });

  test('each setting stands on a page, and each that stands on one is a setting', () => {
    expect(settings.length).toBeGreaterThan(15);
    expect(absent(settings, everything)).toEqual([]);
    const onPages = [...new Set(everything.match(/\bCOLLAPSAR_[A-Z_]+(?<!_)/g))];
    // what Docker alone reads; ..._FILE is told of all secrets at once
    expect(onPages.filter((name) => !['COLLAPSAR_IMAGE'].includes(name) && !settings.includes(name.replace(/_FILE$/, '')))).toEqual([]);
  });

  test('its columns stand apart, however long a name is', () => {
    for (const name of [...commands, ...settings]) expect(help).toMatch(new RegExp(`^ {2}${name} {2,}\\S`, 'm'));
  });
});

/** The page of a command's options; import's are in its help alone, as its page says. */
const PAGE_OF = { measure: 'docs/measure.md', train: 'docs/training.md', token: 'docs/access.md', check: 'docs/checks.md', doctor: 'docs/backup.md', backend: 'docs/backends.md' };

test.each(Object.entries(PAGE_OF))('the options of %s are those of %s', (command, page) => {
  const options = [...new Set(helpOf(command).match(/--[a-z][a-z-]+/g))];
  expect(options.length).toBeGreaterThan(0);
  expect(absent(options.filter((option) => option !== '--help'), textOf(page))).toEqual([]);
});

test.each(commands)('%s: what the pages call it with is in its help', (command) => {
  const text = helpOf(command);
  const calls = everything.replaceAll('\\\n', ' ').matchAll(new RegExp(`(?:collapsar\\.mjs|npx collapsar|npm run(?: -s)?) ${command}(?: --(?= ))?((?: [^\`\\n|;#]*)?)`, 'g'));
  for (const [call, words] of calls) expect([call, absent(words?.match(/(?<= )--(?!help)[a-z][a-z-]+/g) ?? [], text)]).toEqual([call, []]);
});
