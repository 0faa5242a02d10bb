import { expect, test } from 'vitest';
import { namesCalled, withoutNames } from '../../../server/reviews/mentions.ts';

test.each([
  ['Hello @Ann!', ['Ann']],
  ['@ann.lee-x_1 and @"Bob B."', ['ann.lee-x_1', 'Bob B.']],
  ['ends with @Ann.', ['Ann.', 'Ann']],
  ['twice @Ann @Ann', ['Ann']],
  ['@Zoë @李雷', ['Zoë', '李雷']],
  ['mail ann@example.org, a path /@scope/name', []],
  ['code `@Ann` stays', []],
  ['```\n@Ann\n```\n\n    @Bob\n\n@Cleo', ['Cleo']],
  ['not <!-- @Ann --> but <b title="@Bob">@Cleo</b>', ['Cleo']],
  ['*@Ann* in a list\n- @Bob\n> @Cleo', ['Ann', 'Bob', 'Cleo']],
  ['@ "" @"" @"no end', []],
  ['_@Ann_ and [@Bob](https://example.org/@Cleo)', ['Ann_', 'Ann', 'Bob']],
  ['> ```\n> @Ann\n> ```\n\n- `@Bob`\n- @Cleo', ['Cleo']],
])('%j calls %j', (markdown, names) => {
  expect(namesCalled(markdown)).toEqual(names);
});

test.each(['@', '@"', '[', '`a ', '*_', '> ', '- ', '1. ', '> - ', '[a](', '<a ', '\n[a]: '])('ten thousand bytes of %j are read, however deep they nest', (sign) => {
  expect(namesCalled(`${sign.repeat(Math.floor(9900 / sign.length))}\n\n@Ann`)).toContain('Ann');
});

test('at most fifty people are called at once', () => {
  expect(namesCalled(Array.from({ length: 80 }, (_, i) => `@p${i}`).join(' '))).toHaveLength(50);
});

test('who may not see names reads somebody, also in code', () => {
  expect(withoutNames('@Ann, @"Bob B." and `@Cleo`; ann@example.org')).toBe('@somebody, @somebody and `@somebody`; ann@example.org');
});
