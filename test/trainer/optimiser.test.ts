import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { Optimiser } from '../../trainer/optimiser.ts';
import { startForTest } from './backends/start-for-test.ts';

beforeAll(() => startForTest());

function start() {
  const variable = tf.variable(tf.tensor1d([1, -2])) as tf.Variable;
  const optimiser = new Optimiser([{ name: 'weight', variable }], { momentum: 0.5, weightDecay: 0.1 });
  const step = (gradient: number[] | null, learningRate: number) => {
    tf.tidy(() => optimiser.step(gradient ? { [variable.name]: tf.tensor1d(gradient) } : {}, learningRate));
    return [...variable.dataSync()];
  };
  return { variable, optimiser, step };
}
function closeTo(values: number[], expected: number[]): void {
  for (const [i, value] of expected.entries()) expect(values[i]).toBeCloseTo(value, 6);
}

test('two steps by hand, with momentum, decay and another learning rate', () => {
  const { step } = start();
  closeTo(step([1, 0], 1), [1 - 1.1, -2 + 0.2]); // v = g + 0.1 w = [1.1, -0.2]
  closeTo(step([0, 1], 0.1), [-0.1 - 0.054, -1.8 - 0.072]); // v = 0.5 [1.1, -0.2] + [0, 1] + 0.1 [-0.1, -1.8]
});

test('a parameter without a gradient decays all the same', () => {
  closeTo(start().step(null, 1), [0.9, -1.8]);
});

test('the momentum buffers are saved under their own names and restored', () => {
  const [first, second] = [start(), start()];
  first.step([1, 1], 0.1);
  const state = first.optimiser.state();
  expect([...state.keys()]).toEqual(['momentum.weight']);
  second.variable.assign(first.variable);
  second.optimiser.restore(state);
  expect(second.step([3, 4], 0.1)).toEqual(first.step([3, 4], 0.1));
});

test('a state without a buffer is refused', () => {
  expect(() => start().optimiser.restore(new Map())).toThrow(/no momentum\.weight \[2\]/);
});
