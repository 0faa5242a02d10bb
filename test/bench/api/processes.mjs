import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** A server of this folder as a process: `url` once it serves, `memory()` in MB, `processor()` in ms spent so far, `stop()`. */
export async function startProcess(file, env = {}) {
  const profile = process.env.PROFILE && file.includes('collapsar') ? ['--cpu-prof', `--cpu-prof-dir=${process.env.PROFILE}`] : [];
  const child = fork(path.join(import.meta.dirname, file), [], { execArgv: profile, env: { ...process.env, NODE_ENV: 'production', ...env } });
  const url = await new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message.url));
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)));
  });
  const stop = async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.disconnect();
    await gone;
  };
  return { url, stop, memory: () => memoryOf(child.pid), processor: () => processorOf(child.pid) };
}

/** Resident now and at most so far, in MB; Linux only, elsewhere null. */
function memoryOf(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const field = (name) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)[1]) / 1024);
    return { resident: field('VmRSS'), most: field('VmHWM') };
  } catch {
    return null;
  }
}

/** Time of the processor that a process has used, in ms: hardly moved by what else the machine does. Linux only, elsewhere NaN. */
function processorOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return 10 * (Number(fields[11]) + Number(fields[12])); // in hundredths of a second
  } catch {
    return Number.NaN;
  }
}
