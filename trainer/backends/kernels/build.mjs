/**
 * Compiles the kernels: `node trainer/backends/kernels/build.mjs`, part of `npm run build`; about 2 s.
 * Does nothing where training.wasm is newer than every source.
 */
import { readdir, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('./', import.meta.url));
const output = `${folder}training.wasm`;

/** Time of the last change of a file in ms, 0 where there is none. */
async function changedAt(path) {
  return stat(path).then((found) => found.mtimeMs, () => 0);
}

async function isUpToDate() {
  const sources = (await readdir(folder)).filter((name) => name.endsWith('.as.ts') || name === 'build.mjs');
  const times = await Promise.all(sources.map((name) => changedAt(folder + name)));
  return (await changedAt(output)) > Math.max(...times);
}

/** Compiles training.as.ts to training.wasm unless that is up to date; says which of the two it did. */
export async function buildKernels() {
  if (await isUpToDate()) return 'up to date';
  const asc = await import('assemblyscript/asc');
  const options = ['--runtime', 'stub', '--importMemory', '--noExportMemory', '--enable', 'simd', '--optimizeLevel', '3', '--noAssert'];
  const { error, stderr } = await asc.main(['training.as.ts', '--baseDir', folder, '--outFile', 'training.wasm', ...options]);
  if (error) throw new Error(`The training kernels do not compile: ${error.message}\n${stderr.toString()}`);
  return 'built';
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(`training kernels: ${await buildKernels()}`);
