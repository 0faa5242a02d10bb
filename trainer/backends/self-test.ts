import * as tf from '@tensorflow/tfjs';
import { CollapsarError } from '../../prisma/errors.ts';
import { Random } from '../random.ts';
import { batchNormTraining, maxPool } from './operations.ts';

const [IMAGES, SIZE, CHANNELS, EPSILON] = [3, 4, 2, 1e-5];
const STEP = 1e-5;
/** float32 against float64: some 1e-6 of the largest entry is rounding, a wrong formula is off by 1e-2 and more. */
const TOLERANCE = 1e-4;

/**
 * Computes one gradient on the running backend and holds it to the one known from elsewhere: central differences of the same
 * loss in float64, without TensorFlow.
 *
 *   loss = sum of squares of maxpool(relu(batchnorm(convolution(x, filter))))      x [3,4,4,1], filter [3,3,1,2]
 *
 * Takes some milliseconds. Throws BACKEND_FAILED where a derivative differs by more than 1e-4 of the largest, or cannot be computed.
 */
export function selfTest(name: string): void {
  const random = new Random(7);
  const x = Float32Array.from({ length: IMAGES * SIZE * SIZE }, () => random.normal());
  const filter = Float32Array.from({ length: 9 * CHANNELS }, () => random.normal());
  const expected = differences((values) => plainLoss(x, values), Float64Array.from(filter));
  const found = attempt(name, () => gradient(x, filter));
  const largest = Math.max(...expected.map(Math.abs));
  const wrong = expected.findIndex((value, i) => !(Math.abs(found[i]! - value) <= TOLERANCE * largest));
  if (wrong < 0) return;
  const text = `The backend "${name}" computes a wrong gradient: entry ${wrong} is ${found[wrong]} and should be ${expected[wrong]!.toPrecision(7)}.`;
  throw new CollapsarError('BACKEND_FAILED', text);
}

function attempt<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new CollapsarError('BACKEND_FAILED', `The backend "${name}" cannot compute a gradient: ${(cause as Error).message}`, { cause });
  }
}

function gradient(x: Float32Array, filter: Float32Array): Float32Array {
  // not returned from tidy, which would look for tensors in every element of the array
  let values: Float32Array = new Float32Array();
  tf.tidy(() => {
    const images = tf.tensor4d(x, [IMAGES, SIZE, SIZE, 1]);
    const [ones, zeros] = [tf.ones([CHANNELS]), tf.zeros([CHANNELS])] as [tf.Tensor1D, tf.Tensor1D];
    const loss = (w: tf.Tensor) => {
      const u = tf.conv2d(images, w as tf.Tensor4D, 1, 'same');
      return tf.sum(tf.square(maxPool(batchNormTraining(u, ones, zeros, { epsilon: EPSILON, relu: true }), 2)));
    };
    values = tf.grad(loss)(tf.tensor4d(filter, [3, 3, 1, CHANNELS])).dataSync<'float32'>();
  });
  return values;
}

/** Central differences of `loss` at `at`, entry by entry. */
function differences(loss: (values: Float64Array) => number, at: Float64Array): Float64Array {
  return at.map((_, i) => {
    const [above, below] = [STEP, -STEP].map((step) => loss(at.map((value, j) => (j === i ? value + step : value)))) as [number, number];
    return (above - below) / (2 * STEP);
  });
}

/** The loss in float64, channel by channel, in the plainest way. */
function plainLoss(x: Float32Array, filter: Float64Array): number {
  let loss = 0;
  for (let c = 0; c < CHANNELS; c++) {
    const map = standardise(Array.from({ length: x.length }, (_, at) => convolveAt(x, filter, c, at)));
    for (let n = 0; n < IMAGES; n++) {
      for (const corner of [0, 2, 2 * SIZE, 2 * SIZE + 2]) {
        const first = n * SIZE * SIZE + corner;
        loss += Math.max(0, map[first]!, map[first + 1]!, map[first + SIZE]!, map[first + SIZE + 1]!) ** 2;
      }
    }
  }
  return loss;
}

/** One pixel of the convolution; beyond the border all is zero. */
function convolveAt(x: Float32Array, filter: Float64Array, channel: number, at: number): number {
  const [row, column] = [Math.floor(at / SIZE) % SIZE, at % SIZE];
  let sum = 0;
  for (let i = -1; i <= 1; i++) {
    for (let j = -1; j <= 1; j++) {
      const inside = row + i >= 0 && row + i < SIZE && column + j >= 0 && column + j < SIZE;
      if (inside) sum += x[at + i * SIZE + j]! * filter[(3 * (i + 1) + j + 1) * CHANNELS + channel]!;
    }
  }
  return sum;
}

function standardise(values: number[]): number[] {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
  return values.map((value) => (value - mean) / Math.sqrt(variance + EPSILON));
}
