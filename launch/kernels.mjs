/**
 * Compiles the WebAssembly kernels: `node launch/kernels.mjs`, part of every build; about 2 s a module.
 * A module is left alone where its .wasm is newer than every source beside it.
 */
import { readdir, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Each is compiled from NAME.as.ts to NAME.wasm beside it, and imports its memory. */
export const kernelModules = ['trainer/backends/kernels/training', 'server/linear-algebra/kernels/algebra', 'prisma/snapshot/sums'];

const root = fileURLToPath(new URL('../', import.meta.url));

/** Compiles the modules whose sources have changed; says for each which of the two it did. */
export async function buildKernels() {
  const done = [];
  for (const name of kernelModules) done.push(`${name} ${await compile(path.join(root, name))}`);
  return done;
}

async function compile(base) {
  if (await isUpToDate(base)) return 'up to date';
  const asc = await import('assemblyscript/asc');
  const memory = ['--runtime', 'stub', '--importMemory', '--noExportMemory'];
  const options = [...memory, '--enable', 'simd', '--optimizeLevel', '3', '--noAssert'];
  const [folder, name] = [path.dirname(base), path.basename(base)];
  const files = [`${name}.as.ts`, '--baseDir', folder, '--outFile', `${name}.wasm`];
  const { error, stderr } = await asc.main([...files, ...options], { writeFile: (_name, contents) => place(`${base}.wasm`, contents) });
  if (error) throw new Error(`The kernels of ${base}.as.ts do not compile: ${error.message}\n${stderr.toString()}`);
  return 'built';
}

async function isUpToDate(base) {
  const folder = path.dirname(base);
  const sources = (await readdir(folder)).filter((name) => name.endsWith('.as.ts')).map((name) => path.join(folder, name));
  const times = await Promise.all([...sources, fileURLToPath(import.meta.url)].map(changedAt));
  return (await changedAt(`${base}.wasm`)) > Math.max(...times);
}

/** Time of the last change of a file in ms, 0 where there is none. */
async function changedAt(file) {
  return stat(file).then((found) => found.mtimeMs, () => 0);
}

/** Renamed into place, so that a process that starts meanwhile never reads half a module. */
async function place(file, contents) {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, contents);
  await rename(draft, file);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) for (const line of await buildKernels()) console.log(line);
