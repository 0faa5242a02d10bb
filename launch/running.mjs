// Which programs run from this clone: nothing may be installed or built under them.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { base } from './build.mjs';
import { Stop } from './stop.mjs';

/** In the clone whatever COLLAPSAR_HOME says: what is shared between two starts is the built files. */
const folder = path.join(base, '.collapsar', 'running');

/** Notes that this process runs programs of the clone on `home`, `whole` when it is all of them; the note goes with the process. */
export function noteRunning(home, { whole, url }) {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, String(process.pid));
  writeFileSync(file, JSON.stringify({ home, whole, url }));
  process.on('exit', () => rmSync(file, { force: true }));
}

/** Programs that run from this clone; notes of processes that died without a word are removed. */
export function listRunning() {
  return notes().flatMap((pid) => {
    if (isOurs(pid)) return readNote(pid);
    rmSync(path.join(folder, String(pid)), { force: true });
    return [];
  });
}

/** One folder of data has one `npm start`: two would train and serve the same record from the same place. */
export function refuseSecondStart(home) {
  const other = listRunning().find((running) => running.whole && running.home === home);
  if (other) throw new Stop(`Collapsar already runs from this folder as process ${other.pid}${other.url ? `, at ${other.url}` : ''}: open that, or stop it first.`);
}

/** Refuses to install or build while programs of the clone run: they read the files that would be replaced. */
export function refuseWhileRunning() {
  const [other] = listRunning();
  if (other) throw new Stop(`Something is to be installed or built anew, but process ${other.pid} runs from this folder and reads those files: stop it, then start again.`);
}

function readNote(pid) {
  try {
    return [{ pid, ...JSON.parse(readFileSync(path.join(folder, String(pid)), 'utf8')) }];
  } catch {
    return []; // it ends in this very moment
  }
}

function notes() {
  try {
    return readdirSync(folder).map(Number).filter((pid) => pid !== process.pid);
  } catch {
    return []; // nothing ever ran here
  }
}

/** Alive, and a program of ours: after a restart of the machine another process may have the same number. */
function isOurs(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  try {
    return /(^|[\0/])collapsar(\.mjs)?\0/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')); // npx starts it by a link without .mjs
  } catch {
    return process.platform !== 'linux'; // elsewhere there is no such file, and alive must do
  }
}
