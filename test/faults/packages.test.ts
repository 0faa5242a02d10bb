import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const lock = JSON.parse(readFileSync(path.join(import.meta.dirname, '../../package-lock.json'), 'utf8')) as {
  packages: Record<string, { version?: string; license?: string; dev?: boolean; devOptional?: boolean; link?: boolean }>;
};
const installed = Object.entries(lock.packages).flatMap(([place, about]) => (place === '' || about.link ? [] : [{ name: place.replace(/^.*node_modules\//, ''), ...about }]));

/** The first version without a hole that a server at an open address would have. */
const FIRST_GOOD: Record<string, string> = { graphql: '16.8.1', ws: '8.21.0', '@apollo/server': '5.5.0', next: '16.0.7', express: '5.0.1', yauzl: '3.2.0' };

const numbers = (version: string) => version.split(/[.-]/).slice(0, 3).map(Number);
function isBefore(version: string, other: string): boolean {
  const [a, b] = [numbers(version), numbers(other)];
  const i = a.findIndex((part, at) => part !== b[at]);
  return i >= 0 && a[i]! < b[i]!;
}

test('packages with known holes are newer than these', () => {
  for (const [name, good] of Object.entries(FIRST_GOOD)) {
    const versions = installed.filter((each) => each.name === name && !each.dev).map(({ version }) => version!);
    expect([name, versions.length > 0, versions.filter((version) => isBefore(version, good))]).toEqual([name, true, []]);
  }
  expect(isBefore('8.20.9', '8.21.0') && !isBefore('16.15.0', '16.8.1')).toBe(true);
});

const LICENCES = /^\(?(MIT|MIT-0|ISC|Apache-2\.0|BSD-2-Clause|BSD-3-Clause|0BSD|CC0-1\.0|CC-BY-4\.0|Unlicense|BlueOak-1\.0\.0|Python-2\.0|PostgreSQL|Zlib|LGPL-3\.0-or-later|MPL-2\.0)\b/;

test('every package that is shipped has a licence from the list', () => {
  const others = installed.filter(({ dev, devOptional, license }) => !dev && !devOptional && !LICENCES.test(license ?? 'none'));
  expect(others.map(({ name, version, license }) => `${name} ${version}: ${license ?? 'none'}`)).toEqual([]);
  expect(installed.length).toBeGreaterThan(100);
});
