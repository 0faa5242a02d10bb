import { describe, expect, test } from 'vitest';
import { extentOf } from '../../../web/geometry/extent.ts';
import { momentAt } from '../../../web/geometry/motion.ts';
import { orbitScene } from '../../../web/geometry/orbit-scene.ts';
import { planeScene } from '../../../web/geometry/plane-scene.ts';
import type { Shape } from '../../../web/geometry/shapes.ts';
import { timeScale } from '../../../web/geometry/time-scale.ts';
import { createElement, expectPicture } from '../picture.ts';
import { exampleFrame, exampleMotion, TRIANGLE } from './example-motion.ts';

const { Still } = await import('../../../web/geometry/Still.tsx');
const SIZE = { width: 400, height: 320 };
const { place } = timeScale(1, 100);

const motion = exampleMotion();
const moment = momentAt(motion.frames, 1, place)!;
const plane = (change: Parameters<typeof exampleMotion>[0] = {}, epoch = 1) => {
  const of = exampleMotion(change);
  return planeScene(of, momentAt(of.frames, epoch, place)!, extentOf(of), SIZE);
};
/** Ten classes in three dimensions: the first three of them apart, the others at the origin. */
const solid = exampleMotion({
  classes: [0, 1, 2],
  dimensions: 3,
  target: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  referenceEpoch: 100,
  axisShares: [0.2, 0.1, 0.1],
  frames: [exampleFrame(1, { means: [0.5, 0, 0, 0, 0.5, 0, 0, 0, 0.5], classifiers: [0.9, 0, 0, 0, 0.9, 0, 0, 0, 0.9], examples: [0.5, 0.1, 0, 0, 0.4, 0.1, 0.1, 0, 0.6], exampleLabels: [0, 1, 2] })],
});
const texts = (shapes: Shape[]) => shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));
const marks = (shapes: Shape[], colour: string) => shapes.filter((shape) => shape.kind === 'mark' && shape.colour === colour);

describe('three classes on their plane', () => {
  test('as drawn', () => {
    expectPicture('geometry-plane', createElement(Still, { shapes: plane(), size: SIZE }));
  });

  test('the first class is at the top, the second at the left, the third at the right, each by its name', () => {
    const rings = plane().filter((shape) => shape.kind === 'ring');
    expect(rings).toHaveLength(3);
    const [top, left, right] = rings.map((ring) => ring.at);
    expect(top![1]).toBeLessThan(left![1]);
    expect(left![0]).toBeLessThan(right![0]);
    expect(texts(plane())).toEqual(['four', 'seven', 'two']);
  });

  test('examples have a shape by class; classifiers alone are diamonds', () => {
    expect(marks(plane(), 'examples').map((shape) => 'mark' in shape && shape.mark)).toEqual(['disc', 'square', 'up']);
    expect(marks(plane(), 'classifiers').map((shape) => 'mark' in shape && shape.mark)).toEqual(['diamond', 'diamond', 'diamond']);
  });

  test('one scale holds for all epochs: the target does not move', () => {
    const rings = (epoch: number) => plane({}, epoch).filter((shape) => shape.kind === 'ring');
    expect(rings(1)).toEqual(rings(100));
  });

  test('an example far out does not shrink the rest: it is counted', () => {
    const far = { frames: [exampleFrame(1, { examples: [50, 0, 0, 0, 0, 0] })] };
    expect(plane(far).filter((shape) => shape.kind === 'ring')).toEqual(plane({ frames: [exampleFrame(1)] }).filter((shape) => shape.kind === 'ring'));
    expect(texts(plane(far))).toContain('1 example outside the picture');
  });

  test('without classifier and examples the rest is drawn', () => {
    const bare = plane({ frames: [exampleFrame(1, { classifiers: null, examples: null, exampleLabels: [], exampleIndices: [] })] });
    expect([marks(bare, 'classifiers'), marks(bare, 'examples')]).toEqual([[], []]);
    expect(marks(bare, 'means')).toHaveLength(3);
  });

  test('two classes lie on a line', () => {
    const of = exampleMotion({ classes: [0, 1], classCount: 2, dimensions: 1, target: [-0.7, 0.7], frames: [exampleFrame(1, { means: [-0.5, 0.6], classifiers: null, examples: [0.1, -0.2], exampleLabels: [0, 1] })] });
    const shapes = planeScene(of, momentAt(of.frames, 1, place)!, extentOf(of), SIZE);
    const heights = marks(shapes, 'means').map((shape) => 'at' in shape && shape.at[1]);
    expect(new Set(heights).size).toBe(1);
    expect(shapes.flatMap((shape) => ('at' in shape ? shape.at : [])).every(Number.isFinite)).toBe(true);
  });
});

describe('all classes on their principal directions', () => {
  const orbit = (yaw: number, pitch: number) => orbitScene(solid, momentAt(solid.frames, 1, place)!, extentOf(solid), SIZE, { yaw, pitch });

  test('as drawn', () => {
    expectPicture('geometry-orbit', createElement(Still, { shapes: orbit(-54, -24), size: SIZE }));
  });

  test('seen from the front the first direction points right, the second up; a quarter turn brings the third to the right', () => {
    const tip = (shapes: Shape[], i: number) => {
      const ring = shapes.filter((shape) => shape.kind === 'ring');
      return ring.map((shape) => shape.at)[i]!;
    };
    const front = orbit(0, 0);
    const targets = front.filter((shape) => shape.kind === 'ring').map((shape) => shape.at);
    expect(targets.some(([x, y]) => x > 300 && Math.abs(y - 160) < 1e-9)).toBe(true);
    expect(targets.some(([x, y]) => Math.abs(x - 200) < 1e-9 && y < 60)).toBe(true);
    expect(tip(orbit(90, 0), 0)).toBeDefined();
    expect(orbit(90, 0).filter((shape) => shape.kind === 'ring').some((shape) => shape.at[0] > 300)).toBe(true);
  });

  test('names never lie over one another', () => {
    const names = orbit(-54, -24).filter((shape) => shape.kind === 'text' && !shape.text.startsWith('PC'));
    expect(names).toHaveLength(3);
  });
});

test('a small still has no names and no room for them', () => {
  expect(texts(planeScene(motion, moment, extentOf(motion), { width: 92, height: 82 }, true))).toEqual([]);
  expect(TRIANGLE).toHaveLength(6);
});
