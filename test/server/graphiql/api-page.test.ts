import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { EXAMPLES } from '../../../server/graphiql/examples.ts';
import { LIMITS } from '../../../server/access/limits.ts';

const page = readFileSync(new URL('../../../docs/api.md', import.meta.url), 'utf8');

test('docs/api.md shows the examples that the tests run, word for word, and no others', () => {
  const shown = [...page.matchAll(/\n([^\n]+):\n\n```graphql\n([\s\S]*?)\n```/g)].map(([, title, query]) => ({ title, query }));
  expect(shown).toEqual(EXAMPLES.map(({ title, query }) => ({ title, query })));
});

test('the limits that docs/api.md tells are those of the server', () => {
  const { documentBytes, tokens, depth, aliases, rootFields, directives, complexity, bodyBytes, messageBytes, sockets, subscriptionsPerSocket } = LIMITS;
  const n = (value: number) => value.toLocaleString('en');
  expect(page).toContain(`${n(documentBytes)} bytes, ${n(tokens)} tokens, depth ${depth}, ${aliases} aliases, ${rootFields} root fields, ${directives} directives`);
  expect(page).toContain(`${n(complexity)} points`);
  expect(page).toContain(`${bodyBytes / 1024} KiB; ${messageBytes / 1024} KiB`);
  expect(page).toContain(`${sockets} in all, ${subscriptionsPerSocket} subscriptions on each`);
});
