import { describe, expect, test } from 'vitest';
import type { ClassesAnswer } from '../../../web/classes/classes-documents.ts';
import { classesTable, prepareClasses } from '../../../web/classes/prepare-classes.ts';
import { agreementModel, confusionModel } from '../../../web/classes/prepare-maps.ts';
import { classesViewOf, sortAddress } from '../../../web/classes/view.ts';

const reading = { epoch: 30, measuredEpochs: [1, 10, 30], counts: [50, 50, 50], spreads: [0.025, 0.2, 0.1], meanNorms: [3, 4, 5], classifierNorms: [1, 1, 2], alignments: [0.99, 0.9, null], accuracies: [1, 0.98, 0.96], nearestMeanAccuracies: [1, 1, 0.9], quotient: 0.1067, quotientReason: null, warnings: [] };
const answer = {
  id: 'run_1',
  classNames: ['cat', 'dog', 'ship'],
  now: { ...reading, confusion: [50, 0, 0, 1, 49, 0, 0, 2, 48], agreement: null },
  atPhase: { ...reading, epoch: 10, spreads: [0.05, 0.1, 0.4] },
} as ClassesAnswer;

const SORTED = { sort: 'spread', isAscending: false } as const;
const names = (view: Parameters<typeof prepareClasses>[1]) => prepareClasses(answer, view)!.rows.map(({ name }) => name);

describe('the table of classes', () => {
  test('the least collapsed class stands first, and the sentence names it', () => {
    expect(names(SORTED)).toEqual(['dog', 'ship', 'cat']);
    expect(prepareClasses(answer, SORTED)!.summary).toBe('dog has collapsed least (0.200), cat most (0.025). Weighted by their share of the images, the spreads add up to 0.107, the quotient of traces.');
  });

  test('any column sorts, both ways; a class without a value comes last, whichever way', () => {
    expect(names({ sort: 'class', isAscending: true })).toEqual(['cat', 'dog', 'ship']);
    expect(names({ sort: 'alignment', isAscending: true })).toEqual(['dog', 'cat', 'ship']);
    expect(names({ sort: 'alignment', isAscending: false })).toEqual(['cat', 'dog', 'ship']);
    expect(names({ sort: 'change', isAscending: false })).toEqual(['dog', 'cat', 'ship']);
  });

  test('bars and the ticks of the terminal phase are beside the largest spread of both', () => {
    expect(prepareClasses(answer, SORTED)!.rows.map(({ bar, tick }) => [bar, tick])).toEqual([[0.5, 0.25], [0.25, 1], [0.0625, 0.125]]);
  });

  test('numbers are formatted, exact on hover', () => {
    const { heads, rows } = prepareClasses(answer, SORTED)!;
    expect(heads.map(({ text }) => text)).toEqual(['Class', 'Images', 'Spread', 'Spread at 10', 'since 10', '|m|', '|w|', 'cos(w, m)', 'Accuracy', 'Nearest mean']);
    expect(rows[0]!.cells.map(({ text }) => text)).toEqual(['50', '0.200', '0.100', '+100\u202f%', '4.00', '1.00', '0.900', '98.0\u202f%', '100\u202f%']);
    expect(rows[1]!.cells.map(({ title }) => title)[6]).toBe('–');
  });

  test('without classifier and terminal phase their columns are left out', () => {
    const inner = { ...answer, atPhase: null, now: { ...answer.now!, classifierNorms: null, alignments: null, accuracies: null } };
    expect(prepareClasses(inner, SORTED)!.heads.map(({ column }) => column)).toEqual(['class', 'count', 'spread', 'mean', 'nearest']);
  });

  test('when the epoch shown is that of the terminal phase it is not compared with itself', () => {
    expect(prepareClasses({ ...answer, atPhase: answer.now }, SORTED)!.heads.map(({ column }) => column)).not.toContain('phase');
  });

  test('files have full values in the order shown', () => {
    const table = classesTable(prepareClasses(answer, SORTED)!, answer);
    expect(table.rows[1]).toEqual(['ship', 50, 0.1, 0.4, 0.1 / 0.4 - 1, 5, 2, null, 0.96, 0.9]);
  });

  test('nothing measured is no table; equal means are told', () => {
    expect(prepareClasses({ ...answer, now: null }, SORTED)).toBeNull();
    const flat = { ...answer, now: { ...answer.now!, spreads: [null, null, null], quotient: null, quotientReason: 'COINCIDING_MEANS: all class means are equal.' } };
    expect(prepareClasses(flat, SORTED)!.summary).toContain('COINCIDING_MEANS');
  });
});

test('maps are drawn where the classifier was recorded', () => {
  expect(confusionModel(answer)!.hint).toContain('3 of 150 images');
  expect(agreementModel(answer)).toBeNull();
});

describe('the address', () => {
  const read = (text: string) => classesViewOf(new URLSearchParams(text), ['last', 'stage1']);

  test('names epoch, split, layer and order; what it names wrongly is as usual', () => {
    expect(read('epoch=3&split=test&layer=stage1&by=-mean')).toEqual({ epoch: 3, split: 'test', layer: 'stage1', sort: 'mean', isAscending: false });
    expect(read('epoch=x&split=both&layer=no&by=no')).toEqual({ epoch: null, split: 'train', layer: 'last', sort: 'spread', isAscending: false });
  });

  test('a second click on a column turns its order round, and the usual order is not written', () => {
    expect(sortAddress(read(''), 'mean')).toEqual({ by: '-mean' });
    expect(sortAddress(read('by=-mean'), 'mean')).toEqual({ by: 'mean' });
    expect(sortAddress(read('by=spread'), 'spread')).toEqual({ by: null });
    expect(sortAddress(read(''), 'class')).toEqual({ by: 'class' });
  });
});
