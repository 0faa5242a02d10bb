import * as tf from '@tensorflow/tfjs';
import { expect, test, vi } from 'vitest';
import { startBackend, type WantedBackend } from '../../../trainer/backends/backend.ts';
import { startForTest } from './start-for-test.ts';

test('auto starts the wasm backend and says its version', async () => {
  await startForTest();
  expect(await startBackend('auto')).toEqual({ name: 'wasm', version: tf.version_core });
  expect(tf.getBackend()).toBe('wasm');
});

test('cpu starts plain JavaScript, and wasm can be started again after it', async () => {
  expect((await startBackend('cpu')).name).toBe('cpu');
  expect((await startBackend('wasm')).name).toBe('wasm');
});

test('nothing is printed, not even the greeting of TensorFlow.js', async () => {
  const warn = vi.spyOn(console, 'warn');
  await startBackend('cpu');
  tf.tidy(() => tf.add(1, 2).dataSync());
  expect(warn).not.toHaveBeenCalled();
  warn.mockRestore();
});

for (const wanted of ['gpu', 'node']) {
  test(`${wanted} is refused in one sentence that names the package`, async () => {
    await expect(startBackend(wanted as WantedBackend)).rejects.toMatchObject({
      code: 'BACKEND_NOT_INSTALLED',
      message: expect.stringMatching(/tfjs-node.* is not installed/),
    });
  });
}

test('an unknown backend is refused with the list of those that exist', async () => {
  await expect(startBackend('webgl' as WantedBackend)).rejects.toMatchObject({ code: 'BACKEND_UNKNOWN', message: expect.stringMatching('auto, wasm, cpu') });
});
