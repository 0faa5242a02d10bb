import { buildKernels } from '../../../launch/kernels.mjs';
import { startBackend, type WantedBackend } from '../../../trainer/backends/backend.ts';

/** Compiles the kernels where their sources are newer, and starts the backend: the first line of every test that trains. */
export async function startForTest(wanted: WantedBackend = 'wasm'): Promise<void> {
  await buildKernels();
  await startBackend(wanted);
}
