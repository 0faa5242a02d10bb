import { closeSync, existsSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { encodeSnapshot } from '../../prisma/snapshot/codec.ts';
import type { SnapshotCore } from '../../prisma/snapshot/snapshot.ts';
import { quoted, refuse } from './readers/refuse.ts';

/** Writes a snapshot under a temporary name, then gives it its own: another program sees the whole file or none. Throws SNAPSHOT_NOT_WRITTEN. */
export function writeSnapshot(file: string, core: SnapshotCore): void {
  const { bytes } = encodeSnapshot(core);
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.part`);
  try {
    writeWhole(temporary, bytes);
    renameSync(temporary, file);
    syncFolder(path.dirname(file));
  } catch (error) {
    rmSync(temporary, { force: true });
    const { code } = error as NodeJS.ErrnoException;
    if (!code) throw error;
    refuse('SNAPSHOT_NOT_WRITTEN', `--snapshot: ${quoted(file)} cannot be written (${code}); name a file in a folder that exists and has room.`);
  }
}

/** Refuses to put a snapshot in the place of a file that is read. */
export function checkSnapshotPlace(snapshot: string, inputs: string[]): void {
  if (!existsSync(snapshot)) return;
  const taken = inputs.find((input) => existsSync(input) && realpathSync(input) === realpathSync(snapshot));
  if (taken !== undefined) refuse('USAGE', `--snapshot: ${quoted(snapshot)} is the file that is measured, and would be replaced; name another one.`);
}

function writeWhole(file: string, bytes: Uint8Array): void {
  const descriptor = openSync(file, 'w');
  try {
    writeFileSync(descriptor, bytes);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The new name itself is on the disk only when the folder is; not every system can open one. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
