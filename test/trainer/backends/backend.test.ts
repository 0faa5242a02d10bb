import * as tf from '@tensorflow/tfjs';
import { afterEach, expect, test, vi } from 'vitest';
import { findAddon } from '../../../trainer/backends/addon.ts';
import { describeBackend, startBackend, type WantedBackend } from '../../../trainer/backends/backend.ts';
import { foreseeBackend } from '../../../trainer/backends/foresee-backend.ts';
import { startForTest } from './start-for-test.ts';

const withNative = findAddon('native') ? test : test.skip; // skipped: `node collapsar.mjs backend native` was not run
const withoutGpu = findAddon('gpu') ? test.skip : test;

/** Makes max pooling in plain JavaScript wrong by a thousandth, as a broken library would be. */
function breakMaxPool() {
  const { kernelFunc } = tf.getKernel('MaxPoolGrad', 'cpu');
  tf.unregisterKernel('MaxPoolGrad', 'cpu');
  tf.registerKernel({ kernelName: 'MaxPoolGrad', backendName: 'cpu', kernelFunc: (call) => tf.mul(tf.engine().makeTensorFromTensorInfo(kernelFunc(call) as tf.TensorInfo), 1.001) });
  mend = () => {
    tf.unregisterKernel('MaxPoolGrad', 'cpu');
    tf.registerKernel({ kernelName: 'MaxPoolGrad', backendName: 'cpu', kernelFunc });
  };
}
let mend = () => {};
afterEach(() => {
  mend();
  mend = () => {};
});

withoutGpu('auto starts wasm where no gpu is installed, also beside a native backend, and says why', async () => {
  await startForTest();
  const started = await startBackend('auto');
  expect(started).toEqual({ name: 'wasm', version: tf.version_core, flags: [], isExact: true, reason: 'wasm, the first choice that is installed and works' });
  expect(describeBackend(started)).toBe(`wasm (TensorFlow.js ${tf.version_core})`);
  expect(tf.getBackend()).toBe('wasm');
  expect(await foreseeBackend('auto')).toBe('wasm, as no gpu backend is installed');
});

test('cpu starts plain JavaScript, and wasm can be started again after it', async () => {
  await startForTest();
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

test('a backend that computes a gradient wrong by a thousandth is refused, with the entry', async () => {
  breakMaxPool();
  await expect(startBackend('cpu')).rejects.toMatchObject({
    code: 'BACKEND_FAILED',
    message: expect.stringMatching(/^The backend "cpu" computes a wrong gradient: entry 0 is [-\d.]+ and should be [-\d.]+\.$/),
  });
});

test('a backend that cannot compute it at all is refused in a sentence too', async () => {
  const { kernelFunc } = tf.getKernel('MaxPoolGrad', 'cpu');
  tf.unregisterKernel('MaxPoolGrad', 'cpu');
  mend = () => tf.registerKernel({ kernelName: 'MaxPoolGrad', backendName: 'cpu', kernelFunc });
  await expect(startBackend('cpu')).rejects.toMatchObject({ code: 'BACKEND_FAILED', message: expect.stringMatching(/^The backend "cpu" cannot compute a gradient: .*MaxPoolGrad/) });
});

test('the self-test keeps no tensor', async () => {
  await startBackend('cpu');
  const before = tf.memory().numTensors;
  await startBackend('cpu');
  expect(tf.memory().numTensors).toBe(before);
});

for (const wanted of ['gpu', 'native', 'node'] as const) {
  const withoutIt = findAddon(wanted) ? test.skip : test;
  withoutIt(`${wanted} is refused, where it is not installed, in one sentence that names the command`, async () => {
    const refusal = {
      code: 'BACKEND_NOT_INSTALLED',
      message: `The backend "${wanted}" is not installed: \`node collapsar.mjs backend ${wanted}\` installs it, or set COLLAPSAR_BACKEND to auto, wasm or cpu.`,
    };
    await expect(startBackend(wanted)).rejects.toMatchObject(refusal);
    await expect(foreseeBackend(wanted)).rejects.toMatchObject(refusal);
  });
}

test('an unknown backend is refused with the list of those that exist', async () => {
  const list = { code: 'BACKEND_UNKNOWN', message: expect.stringMatching('auto, gpu, wasm, native, node, cpu') };
  await expect(startBackend('webgl' as WantedBackend)).rejects.toMatchObject(list);
});

withNative('the daemon foresees native where it is asked for, tried in a process of its own', async () => {
  expect(await foreseeBackend('native')).toBe('native, as COLLAPSAR_BACKEND says');
});

withNative('native says the version of its library and its threads', async () => {
  const started = await startBackend('native', { threads: 1 });
  expect(started).toMatchObject({ name: 'native', isExact: false });
  expect(describeBackend(started)).toBe(`native (TensorFlow.js ${tf.version_core}, TensorFlow 2.15.1, 1 thread)`);
});
