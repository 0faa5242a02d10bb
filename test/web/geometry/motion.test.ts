import { expect, test } from 'vitest';
import { momentAt, motionOf } from '../../../web/geometry/motion.ts';
import { timeScale } from '../../../web/geometry/time-scale.ts';
import { exampleFrame, exampleMotion } from './example-motion.ts';

const { place } = timeScale(1, 100);
const at = (epoch: number, frames = exampleMotion().frames) => momentAt(frames, epoch, place)!;

test('at a measured epoch the measured vectors are shown as they are', () => {
  expect(at(10)).toMatchObject({ epoch: 10, isMeasured: true, means: exampleFrame(10).means });
});

test('between two measured epochs each vector is on the line between both, evenly in the logarithm of the epoch', () => {
  const moment = at(Math.sqrt(10));
  expect(moment.isMeasured).toBe(false);
  moment.means.forEach((entry, i) => {
    expect(entry).toBeCloseTo((exampleFrame(1).means[i]! + exampleFrame(10).means[i]!) / 2, 12);
  });
  expect(moment.examples).toHaveLength(6);
});

test('before the first and after the last measured epoch these stand', () => {
  expect(at(0.5)).toMatchObject({ epoch: 1, isMeasured: true });
  expect(at(400)).toMatchObject({ epoch: 100, isMeasured: true });
});

test('what only one of two epochs has is not drawn between them', () => {
  const frames = [exampleFrame(1, { classifiers: null }), exampleFrame(10)];
  expect(at(3, frames).classifiers).toBeNull();
  expect(at(10, frames).classifiers).not.toBeNull();
});

test('examples that are other images in the next epoch do not move into one another', () => {
  const frames = [exampleFrame(1), exampleFrame(10, { exampleIndices: [10, 21, 30] })];
  expect(at(3, frames).examples).toBeNull();
});

test('an epoch that cannot be drawn is told with its reason and left out', () => {
  const drawn = { epoch: 2, means: [0, 1], classifiers: null, examples: null, exampleLabels: null, exampleIndices: null, meansShown: 1, classifiersShown: null, warnings: [], reason: null };
  const motion = motionOf({
    run: { id: 'run_1', classNames: [] },
    classCount: 2,
    classes: [0, 1],
    dimensions: 1,
    idealCosine: -1,
    measuredEpochs: [1, 2],
    referenceEpoch: null,
    conventions: [],
    target: [-0.7, 0.7],
    axisShares: null,
    frames: [{ ...drawn, epoch: 1, means: null, reason: 'COINCIDING_MEANS: the means are equal.' }, drawn],
  })!;
  expect(motion.frames.map((frame) => frame.epoch)).toEqual([2]);
  expect(motion.missing).toEqual([{ epoch: 1, reason: 'COINCIDING_MEANS: the means are equal.' }]);
  expect(motion.names).toEqual(['0', '1']);
});
