import { expect, test } from 'vitest';
import { classesAddress, epochAddress, geometryViewOf, PLAIN_TURN, turnAddress, turned, withClass } from '../../../web/geometry/view.ts';

const run = { classCount: 10, layers: ['features.3', 'last'] };
const viewOf = (search: string, of = run) => geometryViewOf(new URLSearchParams(search), of);

test('an empty address is the last epoch, train images, the last layer, the first three classes', () => {
  expect(viewOf('')).toEqual({ epoch: null, classes: [0, 1, 2], turn: PLAIN_TURN, split: 'train', layer: 'last', of: 'means', reach: '0.5' });
});

test('all of it can be in the address', () => {
  expect(viewOf('epoch=16&classes=6,1,7&turn=-30,45&split=test&layer=features.3&of=classifiers&reach=0.1')).toEqual({
    epoch: 16, classes: [6, 1, 7], turn: { yaw: -30, pitch: 45 }, split: 'test', layer: 'features.3', of: 'classifiers', reach: '0.1',
  });
});

test.each(['classes=1,1,2', 'classes=1,2', 'classes=1,2,10', 'classes=a,b,c', 'classes=1,2,', 'turn=1', 'turn=,', 'turn=1,2,3', 'turn=x,1', 'epoch=-3', 'epoch=1e9', 'layer=other', 'reach=7'])(
  'what the address names wrongly is as usual: %s',
  (search) => {
    expect(viewOf(search)).toEqual(viewOf(''));
  },
);

test('two classes are both shown', () => {
  expect(viewOf('classes=0,1,2', { ...run, classCount: 2 }).classes).toEqual([0, 1]);
});

test('a turn goes around and never over the poles', () => {
  expect(turned({ yaw: 170, pitch: 80 }, 20, 20)).toEqual({ yaw: -170, pitch: 90 });
  expect(turned({ yaw: -170, pitch: -80 }, -20, -20)).toEqual({ yaw: 170, pitch: -90 });
});

test('what is as usual is not written into the address', () => {
  expect([turnAddress(PLAIN_TURN), classesAddress([0, 1, 2]), epochAddress(100, 100)]).toEqual([{ turn: null }, { classes: null }, { epoch: null }]);
  expect([turnAddress({ yaw: 10.4, pitch: -3 }), classesAddress([6, 1, 7]), epochAddress(16, 100)]).toEqual([{ turn: '10,-3' }, { classes: '6,1,7' }, { epoch: '16' }]);
});

test('a class that stands in another place changes places', () => {
  expect(withClass([6, 1, 7], 0, 7)).toEqual([7, 1, 6]);
  expect(withClass([6, 1, 7], 2, 3)).toEqual([6, 1, 3]);
});
