// Where the backends that do not come with the program lie: made aside, moved into place whole, never half there.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './build.mjs';
import { Stop } from './stop.mjs';

/** In the clone whatever COLLAPSAR_HOME says: the addon finds TensorFlow.js among the clone's packages. trainer/backends/addon.ts looks here. */
const backends = path.join(root, '.collapsar', 'backends');

export const folderOf = (name) => path.join(backends, name);

/** What the backend was made from, as its maker wrote it down; empty where it is not installed. */
export function recipeOf(name) {
  const mark = path.join(folderOf(name), 'whole');
  return existsSync(mark) ? readFileSync(mark, 'utf8') : '';
}

/**
 * Lets `make(folder)` fill a folder, and puts it into the place of backend `name` when that succeeded; a failure or an
 * interruption leaves what was there before. `recipe` is what `recipeOf` gives then.
 */
export async function putInPlace(name, recipe, bytes, make) {
  removeLeftovers();
  const folder = path.join(backends, `${name}.${process.pid}.part`);
  mkdirSync(folder, { recursive: true });
  const end = () => rmSync(folder, { recursive: true, force: true });
  const onSignal = () => {
    end();
    process.exit(130);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, onSignal);
  try {
    checkSpace(folder, bytes);
    await make(folder);
    writeFileSync(path.join(folder, 'whole'), recipe);
    remove(name);
    renameSync(folder, folderOf(name));
  } finally {
    end();
    for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, onSignal);
  }
}

export const remove = (name) => rmSync(folderOf(name), { recursive: true, force: true });

function checkSpace(folder, bytes) {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < bytes) throw new Stop(`Installing this backend takes ${gigabytes(bytes)} GB of disk and ${gigabytes(bavail * bsize)} GB are free: make room, then try again.`);
}
const gigabytes = (bytes) => (bytes / 1e9).toFixed(1);

/** What an installer that was killed left behind. */
function removeLeftovers() {
  if (!existsSync(backends)) return;
  for (const name of readdirSync(backends)) {
    const [, pid] = /\.(\d+)\.part$/.exec(name) ?? [];
    if (pid && !isAlive(Number(pid))) rmSync(path.join(backends, name), { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
