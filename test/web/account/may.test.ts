import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { getMetadataStorage } from 'type-graphql';
import { expect, test } from 'vitest';
import { makeSchema } from '../../../server/schema.ts';
import { may, mayNotSentence, NEEDS } from '../../../web/account/may.ts';

const web = path.join(import.meta.dirname, '../../../web');

/** The mutations that the pages' documents call. */
function calledMutations(): string[] {
  const files = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('-documents.ts') && !file.includes('node_modules'));
  const texts = files.map((file) => readFileSync(path.join(web, file), 'utf8'));
  return texts.flatMap((text) => [...text.matchAll(/mutation \w+\([^)]*\) \{\s*(\w+)\(/g)].map((match) => match[1]!));
}

test('the table says of each mutation what the server demands', async () => {
  await makeSchema();
  const levels = Object.fromEntries(getMetadataStorage().mutations.map(({ schemaName, roles }) => [schemaName, roles?.[0]]));
  for (const [name, access] of Object.entries(NEEDS)) expect([name, access]).toEqual([name, levels[name]]);
});

test('every mutation that a page calls is in the table', () => {
  const called = calledMutations();
  expect(called.length).toBeGreaterThan(20);
  expect(called.filter((name) => !(name in NEEDS))).toEqual([]);
});

test('each role may do what the smaller ones may, and nobody anything before it is known who asks', () => {
  expect((['LINK', 'VIEWER', 'REVIEWER', 'OPERATOR', 'ADMIN'] as const).map((access) => may(access, 'pauseRuns'))).toEqual([false, false, false, true, true]);
  expect([may('VIEWER', 'shareView'), may('REVIEWER', 'shareView'), may(null, 'createSavedView'), may(undefined, 'createSavedView')]).toEqual([false, true, false, false]);
});

test('a page for others says whose it is', () => {
  expect(mayNotSentence('VIEWER', 'launchRuns', 'Launching runs')).toBe('Launching runs needs the role operator, and yours is viewer. Ask an admin.');
  expect(mayNotSentence('LINK', 'createUser', 'Looking after people')).toBe('Looking after people is for people who have signed in; a share link only shows.');
});
