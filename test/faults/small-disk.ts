import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** Why there are no small disks here, as the end of a test's name; empty where there are. */
export const noSmallDisk = reasonForNone();

/** A disk of its own in memory, gone after the test; `options` are those of tmpfs, e.g. "size=64k,nr_inodes=8". */
export function smallDisk(options: string): { folder: string; remount: (options: string) => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'collapsar-disk-'));
  mount(folder, options);
  onTestFinished(() => unmount(folder));
  return { folder, remount: (changed) => mount(folder, `remount,${changed}`) };
}

function mount(folder: string, options: string) {
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'pipe' });
}

function unmount(folder: string) {
  execFileSync('umount', [folder], { stdio: 'pipe' });
  rmdirSync(folder);
}

/** Mounting needs Linux and root, and some containers refuse it even then. */
function reasonForNone(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'collapsar-disk-'));
  try {
    mount(folder, 'size=4k');
    execFileSync('umount', [folder], { stdio: 'pipe' });
    return '';
  } catch (error) {
    const { stderr, message } = error as { stderr?: Buffer; message: string };
    return ` (nothing can be mounted here: ${stderr?.toString().trim() || message})`;
  } finally {
    rmdirSync(folder);
  }
}
