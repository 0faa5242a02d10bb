import { readdirSync, readFileSync } from 'node:fs';

/** Process ids of the living children of `parent` whose command line holds `part`, from /proc. */
export function childrenOf(parent: number, part = ''): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent && commandOf(pid).includes(part));
}

function parentOf(pid: number): number | null {
  const stat = read(`/proc/${pid}/stat`);
  // the name in brackets may hold anything, also spaces and brackets
  const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return state === undefined || state === 'Z' ? null : Number(parent);
}

const commandOf = (pid: number) => read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ');

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // it ended in this very moment
  }
}
