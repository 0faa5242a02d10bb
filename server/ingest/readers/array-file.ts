import { closeSync, openSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import { OpenFile } from './byte-source.ts';
import { openNpz } from './npz.ts';
import { quoted, refuse } from './refuse.ts';
import { openSafetensors } from './safetensors-file.ts';
import type { ArrayFile } from './stored-array.ts';

const ZIP_MEMBER = 0x04034b50;

const OTHERS: Record<string, string> = {
  '.npy': 'holds one array; save all of them in one file with numpy.savez("features.npz", features=..., labels=..., weight=..., bias=...)',
  '.pt': 'is a pickle, which can run code and is never read; save numpy.savez("features.npz", features=h.numpy(), labels=y.numpy(), ...) or safetensors.torch.save_file(...)',
  '.zip': 'is no .npz; save numpy.savez("features.npz", ...)',
};
for (const pickle of ['.pth', '.pkl', '.pickle', '.ckpt', '.bin']) OTHERS[pickle] = OTHERS['.pt']!;

/** Opens a .npz or .safetensors. Throws a sentence without the file's name, which the caller puts before it. */
export async function openArrayFile(file: string): Promise<ArrayFile> {
  const extension = path.extname(file).toLowerCase();
  checkRegular(file);
  const open = extension === '.npz' ? openNpz : extension === '.safetensors' ? openSafetensors : null;
  if (!open) return refuse('FILE_KIND_UNKNOWN', `this ${OTHERS[extension] ?? `has the extension ${quoted(extension)}, expected .npz or .safetensors; export it with numpy.savez or safetensors`}.`);
  if (extension === '.npz') checkMagic(file);
  const opened = new OpenFile(file);
  try {
    return await open(opened);
  } catch (error) {
    opened.close();
    throw error;
  }
}

function checkRegular(file: string): void {
  try {
    const kind = statSync(file);
    if (kind.isDirectory()) refuse('FILE_NOT_REGULAR', 'this is a directory, expected a .npz or .safetensors file; name the files in it.');
    if (!kind.isFile()) refuse('FILE_NOT_REGULAR', 'this is no regular file and cannot be read twice; save it to a disk first.');
    closeSync(openSync(file, 'r'));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') refuse('FILE_MISSING', 'there is no such file; check its name and folder.');
    if (code && /^E[A-Z]+$/.test(code)) refuse('FILE_UNREADABLE', `the file cannot be opened (${code}); check its permissions.`);
    throw error;
  }
}

/**
 * Opens a file whose name says nothing, by its first bytes: an upload of a stranger. `mostBytes` is what its members may inflate to.
 * Throws a sentence without a file's name.
 */
export async function openByContent(file: string, mostBytes: number): Promise<ArrayFile> {
  const isSafetensors = looksLikeSafetensors(file);
  if (!isSafetensors) checkMagic(file);
  const opened = new OpenFile(file);
  try {
    return await (isSafetensors ? openSafetensors(opened) : openNpz(opened, mostBytes));
  } catch (error) {
    opened.close();
    throw error;
  }
}

/** Eight bytes of a length, then "{" of the header's JSON; a zip archive begins otherwise. */
function looksLikeSafetensors(file: string): boolean {
  const start = firstBytes(file, 9);
  return start.length === 9 && start[8] === 0x7b && start.readUInt32LE(0) !== ZIP_MEMBER;
}

function firstBytes(file: string, count: number): Buffer {
  const start = Buffer.alloc(count);
  const descriptor = openSync(file, 'r');
  const length = readSync(descriptor, start, 0, count, 0);
  closeSync(descriptor);
  return start.subarray(0, length);
}

/** What the first bytes of a file with a foreign kind of content say about it. */
function checkMagic(file: string): void {
  const bytes = firstBytes(file, 8);
  const start = Buffer.alloc(8);
  bytes.copy(start);
  if (bytes.length === 0) refuse('NPZ_INVALID', 'the file is empty; write it again with numpy.savez.');
  if (start[0] === 0x80 && start[1]! <= 5) refuse('PICKLE_REFUSED', `this ${OTHERS['.pt']}.`);
  if (start.toString('latin1', 1, 6) === 'NUMPY') refuse('NPZ_INVALID', `this is a .npy: it ${OTHERS['.npy']}.`);
  if (start.readUInt16LE(0) !== 0x4b50) refuse('NPZ_INVALID', 'this does not begin as a .npz (a zip archive) does; write it again with numpy.savez.');
}
