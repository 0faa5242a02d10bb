import { expect, test } from 'vitest';
import type { Answer, AnsweredCurve, Frozen, Now } from '../../../web/reports/blocks.ts';
import { standingOf } from '../../../web/reports/describe-change.ts';

const curve = (parts: Partial<AnsweredCurve> = {}): AnsweredCurve => ({
  ...{ label: 'a', runIds: ['a'], metric: 'NC1', positions: [1, 2], values: [1, 0.5], low: null, high: null, gaps: [], terminalPhase: null, warnings: [] },
  ...parts,
});
const chart = (...curves: AnsweredCurve[]): Answer => ({ kind: 'chart', curves });
const frozen = (answer: Answer, formulas = { NC1: 1 }): Frozen => ({ answer, digests: {}, formulas, at: '2026-11-24T03:19:38.000Z' });
const now = (answer: Answer | null, parts: Partial<Now> = {}): Now => ({ answer, formulas: { NC1: 1 }, isPending: false, isChanged: true, reason: null, ...parts });

test('nothing is said before it is known, and nothing where all is the same', () => {
  expect(standingOf(frozen(chart(curve())), null)).toMatchObject({ kind: 'unknown', mark: '' });
  expect(standingOf(frozen(chart(curve())), now(chart(curve()), { isPending: true, isChanged: null }))).toMatchObject({ kind: 'unknown', mark: '' });
  expect(standingOf(frozen(chart(curve())), now(chart(curve()), { isChanged: false }))).toEqual({ kind: 'same', mark: '', changes: [] });
});

test('a run that is gone is said in the words of its reason, without the code', () => {
  const standing = standingOf(frozen(chart(curve())), now(null, { isChanged: null, reason: 'NOT_FOUND: There is no run a.' }));
  expect(standing).toEqual({ kind: 'gone', mark: 'cannot be answered now', changes: ['There is no run a. It was deleted, or is not yours to see.'] });
});

test('another version of a formula is a difference, also where the values are the same', () => {
  const standing = standingOf(frozen(chart(curve())), now(chart(curve()), { isChanged: false, formulas: { NC1: 2 } }), () => 'Within-class spread');
  expect(standing).toEqual({ kind: 'changed', mark: 'now differs', changes: ['Within-class spread: formula 1 → 2.'] });
});

test('curves: points more, points of another value, another name, the terminal phase', () => {
  const after = chart(curve({ label: 'b', positions: [1, 2, 3], values: [1, 0.4, 0.3], terminalPhase: 3 }));
  expect(standingOf(frozen(chart(curve())), now(after)).changes).toEqual(['1 point more.', '1 point with another value.', '“a” is called “b” now.', 'Terminal phase of b: not reached → epoch 3.']);
  expect(standingOf(frozen(chart(curve(), curve({ runIds: ['z'], label: 'z' }))), now(chart(curve()))).changes).toEqual(['The curve of NC1, z, is not there any more.']);
});

test('values: from what to what, and how many more where they are many', () => {
  const table = (values: (number | null)[]): Answer => ({ kind: 'table', rows: values.map((value, i) => ({ runId: `r${i}`, label: `run ${i}`, cells: [{ metric: 'NC1', epoch: 5, value, kind: 'FINITE', reason: null }] })) });
  expect(standingOf(frozen(table([0.247, null])), now(table([0.148, null]))).changes).toEqual(['NC1 of run 0: 0.247 → 0.148.']);
  expect(standingOf(frozen(table([1, 1, 1, 1, 1, 1])), now(table([2, 2, 2, 2, 2, null]))).changes).toHaveLength(5);
  expect(standingOf(frozen(table([1, 1, 1, 1, 1, 1])), now(table([2, 2, 2, 2, 2, null]))).changes.at(-1)).toBe('2 more values.');
});

test('a thread: comments more, edited, and resolved', () => {
  const thread = (bodies: string[], resolvedAt: string | null): Answer => ({ kind: 'thread', threadId: 't', runName: 'r', place: 'NC1', resolvedAt, comments: bodies.map((body) => ({ author: 'Ann', at: '2026-11-24T03:19:38.000Z', body })) });
  expect(standingOf(frozen(thread(['a'], null)), now(thread(['b', 'c'], '2026-11-25T00:00:00.000Z'))).changes).toEqual(['1 comment more.', '1 comment edited or taken back.', 'It was resolved.']);
});

test('a difference that no sentence has is still said', () => {
  const answer = chart(curve());
  expect(standingOf(frozen(answer), now(chart(curve({ warnings: ['FLOAT_FLOOR: close to the floor'] })))).changes).toEqual(['What is written beside the values changed.']);
});
