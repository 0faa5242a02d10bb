import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { unanswered, unknownLicences } from './audit.mjs';

test('every package of the lock file has a licence that is on the list or was looked at', () => {
  expect(unknownLicences(JSON.parse(readFileSync(path.join(import.meta.dirname, '../package-lock.json'), 'utf8')))).toEqual([]);
});

test('a licence that is on no list is told, by name and version, wherever the package lies', () => {
  const packages = {
    '': { license: 'GPL-3.0' },
    'node_modules/fine': { version: '1.0.0', license: '(GPL-3.0-only OR MIT)' },
    'node_modules/a/node_modules/@b/strict': { version: '2.0.0', license: 'MIT AND AGPL-3.0-only' },
    'node_modules/nameless': { version: '3.0.0' },
    'node_modules/known-thing': { version: '4.0.0', license: 'GPL-2.0' },
  };
  expect(unknownLicences({ packages }, { 'known-*': 'looked at' })).toEqual(['@b/strict@2.0.0: MIT AND AGPL-3.0-only', 'nameless@3.0.0: no licence is named']);
});

test('of the registry\'s advisories the high ones without an answer are told, each once; an answer that is none is told apart', () => {
  const advisory = (id: string, severity: string) => ({ source: 1, name: 'thing', title: 'bad', url: `https://github.com/advisories/${id}`, severity, range: '<2' });
  const report = { vulnerabilities: { thing: { via: [advisory('GHSA-aaaa-1', 'high'), advisory('GHSA-bbbb-2', 'moderate')] }, user: { via: ['thing', advisory('GHSA-aaaa-1', 'high'), advisory('GHSA-cccc-3', 'critical')] } } };
  expect(unanswered(report, {})).toEqual(['GHSA-aaaa-1 (high) thing <2: bad', 'GHSA-cccc-3 (critical) thing <2: bad']);
  expect(unanswered(report, { 'GHSA-aaaa-1': 'not reached', 'GHSA-cccc-3': 'not reached' })).toEqual([]);
  expect(unanswered({ message: '405 Method Not Allowed' }, {})).toBeNull();
});
