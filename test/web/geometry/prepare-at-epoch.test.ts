import { expect, test } from 'vitest';
import { coordinatesTable } from '../../../web/geometry/coordinates-table.ts';
import { momentAt } from '../../../web/geometry/motion.ts';
import { metricsAt, phaseWord, sincePhase, spreadAt } from '../../../web/geometry/prepare-at-epoch.ts';
import { axesText, classesText, frameNotes } from '../../../web/geometry/prepare-words.ts';
import { timeScale } from '../../../web/geometry/time-scale.ts';
import { exampleFrame, exampleMotion } from './example-motion.ts';

const values = {
  epochs: [1, 40],
  columns: [
    { metric: 'NC1', values: [2.854, 0.0521] },
    { metric: 'NC2_EQUINORM_MEANS', values: [0.4, 0.156] },
    { metric: 'NC2_EQUINORM_WEIGHTS', values: [0.3, null] },
    { metric: 'NC4_MISMATCH', values: [0.022, 0] },
  ],
};

test('each metric at the epoch, means and classifiers apart, shares as per cent', () => {
  const rows = metricsAt(values, 40);
  expect(rows.map(({ name, means, classifiers, both }) => [name, means?.text, classifiers?.text, both?.text])).toEqual([
    ['NC1, spread', '0.052', undefined, undefined],
    ['NC2, equal norms', '0.156', '–', undefined],
    ['NC2, equal angles', '–', '–', undefined],
    ['NC2, maximal angle', '–', '–', undefined],
    ['NC3, self-duality', undefined, undefined, '–'],
    ['NC4, mismatch', undefined, undefined, '0\u202f%'],
  ]);
  expect(rows[0]!.means!.title).toBe('0.0521');
});

test('an epoch without metrics has dashes, not the values of another', () => {
  expect(spreadAt(values, 16)).toBe('–');
  expect(spreadAt(null, 1)).toBe('–');
  expect(spreadAt(values, 1)).toBe('2.85');
});

test('an epoch is told by how far it is from the terminal phase', () => {
  expect([16, 65, 350].map((epoch) => sincePhase(epoch, 65, false))).toEqual(['49 before terminal phase', 'terminal phase begins', '285 into terminal phase']);
  expect(sincePhase(16, null, false)).toBe('terminal phase not reached');
  expect(sincePhase(70, 65, true)).toBe('5 into terminal phase (so far)');
  expect([16, 65, 350, 16].map((epoch, i) => phaseWord(epoch, i === 3 ? null : 65))).toEqual(['before', 'phase begins', 'terminal', 'before']);
});

test('titles count the classes, and say where some are left out', () => {
  expect(classesText({ classes: [...Array(10).keys()], classCount: 10 })).toBe('All ten classes');
  expect(classesText({ classes: [...Array(200).keys()], classCount: 1000 })).toBe('200 of 1\u202f000 classes');
});

test('the axes say of which epoch they are and what they hold', () => {
  expect(axesText({ referenceEpoch: 350, axisShares: [0.123, 0.12, 0.11], classes: [0] })).toBe('principal directions of the means at epoch 350; they hold 12\u202f%, 12\u202f%, 11\u202f% of their variance');
  expect(axesText({ referenceEpoch: null, axisShares: null, classes: [0, 1, 2, 3] })).toBe('the whole simplex of 4 classes');
});

test('warnings of the frame shown are told without their code, and epochs that cannot be drawn with their reason', () => {
  const motion = exampleMotion({ frames: [exampleFrame(1, { warnings: ['NO_SIMPLEX: too few features.'] }), exampleFrame(10)], missing: [{ epoch: 5, reason: 'DATA_CORRUPT: broken.' }] });
  expect(frameNotes(motion, 1)).toEqual(['too few features.', 'Not drawn: 1 epoch (5). DATA_CORRUPT: broken.']);
  expect(frameNotes(motion, 10)).toHaveLength(1);
});

test('the coordinates of a still say what they are of, and whether they were measured', () => {
  const motion = exampleMotion();
  const { place } = timeScale(1, 100);
  const measured = coordinatesTable(motion, momentAt(motion.frames, 10, place)!);
  expect(measured.heads).toEqual(['epoch', 'from', 'kind', 'class', 'name', 'image', 'x', 'y']);
  expect(measured.rows).toHaveLength(12);
  expect(measured.rows[0]).toEqual([10, 'measured', 'simplex ETF', 4, 'four', null, 0, 1]);
  expect(measured.rows.at(-1)).toEqual([10, 'measured', 'example', 2, 'two', 30, 0.8, -0.6]);
  expect(coordinatesTable(motion, momentAt(motion.frames, 3, place)!).rows[3]!.slice(1, 3)).toEqual(['interpolated', 'class mean']);
});
