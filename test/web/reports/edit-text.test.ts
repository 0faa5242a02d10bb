import { expect, test } from 'vitest';
import { fenceAt, fencesIn, insertBlock, linesAgainst, sizeText } from '../../../web/reports/edit-text.ts';

const FENCE = '```collapsar\n{"kind":"thread","thread":"t"}\n```';
const applied = (text: string, caret: number, fence = FENCE) => {
  const { from, to, text: added } = insertBlock(text, caret, fence);
  return text.slice(0, from) + added + text.slice(to);
};

test('the block at the caret is found, from its first sign to its last', () => {
  const text = `words\n\n${FENCE}\n\nmore\n\n\`\`\`collapsar\nno json\n\`\`\``;
  expect(fencesIn(text).map(({ question }) => question?.kind ?? null)).toEqual(['thread', null]);
  expect(fenceAt(text, 3)).toBeNull();
  expect(fenceAt(text, text.indexOf('kind'))?.question).toEqual({ kind: 'thread', thread: 't' });
  expect(fenceAt(text, text.indexOf('more'))).toBeNull();
});

test('a block comes behind the line of the caret, with empty lines around it', () => {
  expect(applied('', 0)).toBe(`${FENCE}\n`);
  expect(applied('one two', 3)).toBe(`one two\n\n${FENCE}\n`);
  expect(applied('one\ntwo', 1)).toBe(`one\n\n${FENCE}\n\ntwo`);
  expect(applied('one\n\ntwo', 3)).toBe(`one\n\n${FENCE}\n\ntwo`);
  expect(applied('one\n\n', 5)).toBe(`one\n\n${FENCE}\n`);
});

test('in a block it takes its place, and the words around stay', () => {
  const other = FENCE.replace('"t"', '"u"');
  expect(applied(`a\n\n${FENCE}\n\nb`, 10, other)).toBe(`a\n\n${other}\n\nb`);
});

test('of two texts each line knows whether the other has it too', () => {
  const own = linesAgainst('a\nb\nb\n\nc', 'a\nb\nd').filter(({ isOwn }) => isOwn);
  expect(own.map(({ line }) => line)).toEqual(['b', 'c']);
});

test('how much there is of what may be', () => {
  expect(sizeText(`ü\n\n${FENCE}`)).toBe('1 of 30 blocks, 0.1 of 100 kB');
});
