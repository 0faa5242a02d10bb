import { expect, test } from 'vitest';
import { columnOf, headOf } from '../../../../web/runs/table/columns.ts';
import { conditionWords } from '../../../../web/runs/table/prepare-filter.ts';
import { prepareExport } from '../../../../web/runs/table/prepare-export.ts';
import { itemsOf } from '../../../../web/runs/table/prepare-groups.ts';
import { cellOf, sparkDomain } from '../../../../web/runs/table/prepare-rows.ts';
import { chunked } from '../../../../web/runs/table/prepare-selection.ts';
import { joined, withEntries } from '../../../../web/runs/table/use-table.ts';
import { toggled } from '../../../../web/runs/table/use-selection.ts';
import { entry, finite } from './entries.ts';

const context = { spark: undefined, domain: [0.1, 1] as const, now: Date.parse('2026-11-01T12:00:00Z') };
const cell = (id: string, of = entry()) => cellOf(of, columnOf(id)!, context);
const withValue = (value: ReturnType<typeof finite> | null, id = 'NC1@end') => ({ ...entry(), values: new Map([[id, value]]) });

test('a value stands with its full digits and its epoch on hover', () => {
  expect(cell('NC1@end', withValue(finite(0.14812345)))).toEqual({ kind: 'text', text: '0.148', hover: '0.14812345, epoch 350' });
});

test('missing, pending, undefined and zero look different', () => {
  const texts = [
    null,
    { epoch: 3, value: null, kind: 'PENDING', reason: null } as const,
    { epoch: 3, value: null, kind: 'UNDEFINED', reason: 'ZERO_MEANS: all means are zero' } as const,
    finite(0),
  ].map((value) => cell('NC1@end', withValue(value)));
  expect(texts).toMatchObject([
    { text: '–', hover: 'nothing was recorded' },
    { text: '…', hover: 'not computed yet' },
    { text: '–', hover: 'ZERO_MEANS: all means are zero' },
    { text: '0' },
  ]);
});

test('a test error is read as accuracy, and hover has the error', () => {
  expect(cell('ERROR.test@end', withValue(finite(0.022), 'ERROR.test@end'))).toMatchObject({ text: '97.8\u202f%', hover: 'error 0.022, epoch 350' });
});

test('a phase not reached is a finding once the run ended', () => {
  expect(cell('phase', entry({ terminalPhaseEpoch: null }))).toMatchObject({ text: 'not reached' });
  expect(cell('phase', entry({ terminalPhaseEpoch: null, status: 'RUNNING' }))).toMatchObject({ text: '–' });
});

test('a run deleted while it is shown keeps its row and says so', () => {
  const before = [entry({ id: 'a' }), entry({ id: 'b' })];
  const after = withEntries(before, new Map([['b', null], ['a', entry({ id: 'a', lastEpoch: 351 })], ['c', undefined]]));
  expect(after.map(({ run, isGone }) => [run.id, run.lastEpoch, isGone])).toEqual([['a', 351, false], ['b', 350, true]]);
  expect(cell('status', after[1])).toMatchObject({ look: { word: 'deleted' } });
});

test('a run that moved between two pages stands once', () => {
  const page = (ids: string[], hasMore: boolean) => ({ entries: ids.map((id) => entry({ id })), totalCount: 3, pendingCount: 0, endCursor: ids.at(-1)!, hasMore });
  const both = joined(page(['a', 'b'], true), page(['b', 'c'], false));
  expect(both.entries.map(({ run }) => run.id)).toEqual(['a', 'b', 'c']);
  expect(both).toMatchObject({ endCursor: 'c', hasMore: false });
});

test('the domain of the curves is whole powers of ten, zeros and gaps left out', () => {
  expect(sparkDomain([{ epochs: [1, 2, 3, 4], values: [3, null, 0, 0.02] }])).toEqual([0.01, 10]);
  expect(sparkDomain([])).toEqual([0.1, 1]);
});

test('a file has numbers in full, times as they are, and no curves', () => {
  const columns = ['status', 'NC1@end', 'nc1-curve', 'finished'].map((id) => columnOf(id)!);
  const heads = columns.map((column) => headOf(column, [{ id: 'NC1', symbol: 'NC1', title: 'Variability' }]));
  const table = prepareExport(itemsOf([withValue(finite(0.14812345))], 'none', new Set()), columns, heads);
  expect(table).toEqual({ heads: ['Run', 'Status', 'NC1, end', 'Finished'], rows: [['VGG13, seed 1', 'completed', 0.14812345, '2026-11-01T10:00:00.000Z']] });
});

test('a chip says its condition in words', () => {
  const words = (condition: Parameters<typeof conditionWords>[0]) => conditionWords(condition, null, [{ id: 'NC1', symbol: 'NC1', title: 'Variability' }]);
  expect(words({ kind: 'value', place: { metric: 'NC1', split: 'TRAIN', at: 'end' }, sign: '<', than: 0.1 })).toBe('NC1 at the end < 0.1');
  expect(words({ kind: 'status', isNot: true, values: ['FAILED', 'DIVERGED'] })).toBe('status is not failed or diverged');
  expect(words({ kind: 'dataset', isNot: false, values: ['a', 'b', 'c', 'd'] })).toBe('data set a, b or 2 more');
});

test('choosing what is all chosen lets it go; hundreds go to the server a hundred at a time', () => {
  expect([...toggled(new Set(['a']), ['a', 'b'])].sort()).toEqual(['a', 'b']);
  expect([...toggled(new Set(['a', 'b', 'c']), ['a', 'b'])]).toEqual(['c']);
  expect(chunked([1, 2, 3], 2)).toEqual([[1, 2], [3]]);
});

test('verdicts and checks of a run stand in a word or two; a run without any has none', () => {
  const verdictSummary = { staleCount: 1, counts: [{ kind: 'NOT_COLLAPSED', count: 2 }, { kind: 'PARTLY', count: 1 }] } as const;
  const judged = entry({ verdictSummary: { ...verdictSummary, counts: [...verdictSummary.counts] }, checkOutcomes: [{ result: 'PASSED' }, { result: 'FAILED' }, { result: 'UNDECIDED' }] });
  expect([cell('verdicts', judged), cell('checks', judged)]).toMatchObject([{ text: 'not collapsed 2, partly 1, 1 stale' }, { text: '1 of 3 failed' }]);
  expect([cell('checks', entry({ checkOutcomes: [{ result: 'PASSED' }, { result: 'PASSED' }] })), cell('checks', entry({ checkOutcomes: [{ result: 'UNDECIDED' }] }))]).toMatchObject([{ text: '2 passed' }, { text: '1 of 1 undecided' }]);
  expect([cell('verdicts'), cell('checks', entry({ checkOutcomes: [] }))]).toMatchObject([{ text: '–', isMuted: true }, { text: '–', isMuted: true }]);
});
