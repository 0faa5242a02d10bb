import * as tf from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { expect, test } from 'vitest';
import { startForTest } from '../start-for-test.ts';

/** A map of `pixels` x 2^20 floats, by a 1x1 convolution; 2 GiB are taken already, without being written to. */
const largeMap = (pixels: number) => 
  tf.tidy(() => {
    const taken = (tf.backend() as BackendWasm).makeOutput([2 ** 29], 'float32');
    tf.engine().makeTensorFromTensorInfo(taken);
    tf.conv2d(tf.ones([1, 1, pixels, 1]) as tf.Tensor4D, tf.ones([1, 1, 1, 2 ** 20]) as tf.Tensor4D, 1, 'valid');
  });

for (const [pixels, what] of [[600, 'below the 4 GiB of the heap, of which half are taken,'], [1100, 'above the 4 GiB of the heap']] as const) {
  test(`a map ${what} is refused with a sentence, and the backend goes on`, async () => {
    await startForTest();
    const before = tf.memory().numDataBuffers;
    expect(() => largeMap(pixels)).toThrow(expect.objectContaining({ code: 'OUT_OF_MEMORY', message: expect.stringMatching(/smaller batch/) }));
    expect(tf.memory().numDataBuffers).toBe(before);
    expect([...tf.tidy(() => tf.add([1, 2], [3, 4]).dataSync())]).toEqual([4, 6]);
  });
}
