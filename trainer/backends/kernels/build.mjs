/**
 * Compiles the kernels: `node trainer/backends/kernels/build.mjs`, part of `npm run build`; about 2 s.
 * Does nothing where training.wasm is newer than every source.
 */
import { readdir, rename, stat, writeFile } from 'node:fs/promises';
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

/** Renamed into place, so that a process that starts meanwhile never reads half a module. */
async function place(contents) {
  const draft = `${output}.${process.pid}`;
  await writeFile(draft, contents);
  await rename(draft, output);
}

/** Compiles training.as.ts to training.wasm unless that is up to date; says which of the two it did. */
export async function buildKernels() {
  if (await isUpToDate()) return 'up to date';
  const asc = await import('assemblyscript/asc');
  const memory = ['--runtime', 'stub', '--importMemory', '--noExportMemory'];
  const options = [...memory, '--enable', 'simd', '--optimizeLevel', '3', '--noAssert'];
  const files = ['training.as.ts', '--baseDir', folder, '--outFile', 'training.wasm'];
  const { error, stderr } = await asc.main([...files, ...options], { writeFile: (_name, contents) => place(contents) });
  if (error) throw new Error(`The training kernels do not compile: ${error.message}\n${stderr.toString()}`);
  return 'built';
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(`training kernels: ${await buildKernels()}`);
