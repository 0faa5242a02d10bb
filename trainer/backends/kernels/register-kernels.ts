import * as tf from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { readFile } from 'node:fs/promises';
import { CollapsarError } from '../../../prisma/errors.ts';
import { averagePoolKernels } from './average-pool.ts';
import { batchNormKernels } from './batch-norm.ts';
import { columnSumKernel } from './column-sum.ts';
import { concatenateKernels } from './concatenate.ts';
import { convolutionKernels } from './convolution.ts';
import { identityKernel } from './identity.ts';
import type { KernelInputs, KernelRegistration } from './kernel-registration.ts';
import { maxPoolKernels } from './max-pool.ts';
import { momentumStepKernel } from './momentum-step.ts';
import { rectifierKernels } from './rectifier.ts';
import { segmentSumKernel } from './segment-sum.ts';
import { WasmHeap } from './wasm-heap.ts';
import { winogradKernels } from './winograd.ts';

const KERNELS: KernelRegistration[] = [
  ...convolutionKernels, ...winogradKernels, columnSumKernel, ...maxPoolKernels, ...averagePoolKernels, ...concatenateKernels,
  ...batchNormKernels, ...rectifierKernels, momentumStepKernel, segmentSumKernel, identityKernel,
];

/** Puts our kernels into the place of the stock ones of the running wasm backend. */
export async function registerKernels(backend: BackendWasm): Promise<void> {
  const heap = new WasmHeap(backend, await loadKernels());
  for (const { name, run } of KERNELS) {
    if (tf.getKernel(name, 'wasm')) tf.unregisterKernel(name, 'wasm');
    tf.registerKernel({
      kernelName: name,
      backendName: 'wasm',
      kernelFunc: ({ inputs, attrs }) => run(heap, inputs as KernelInputs, attrs),
    });
  }
}

async function loadKernels(): Promise<WebAssembly.Module> {
  const file = new URL('./training.wasm', import.meta.url);
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new CollapsarError('KERNELS_NOT_BUILT', 'The training kernels (training.wasm) are not built; run `npm run build`.', { cause });
  });
  return WebAssembly.compile(bytes);
}
