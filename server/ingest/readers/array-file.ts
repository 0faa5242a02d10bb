import { closeSync, openSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import { OpenFile } from './byte-source.ts';
import { openNpz } from './npz.ts';
import { quoted, refuse } from './refuse.ts';
import { openSafetensors } from './safetensors-file.ts';
import type { ArrayFile } from './stored-array.ts';

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

/** What the first bytes of a file with a foreign kind of content say about it. */
function checkMagic(file: string): void {
  const start = Buffer.alloc(8);
  const descriptor = openSync(file, 'r');
  const length = readSync(descriptor, start, 0, start.length, 0);
  closeSync(descriptor);
  if (length === 0) refuse('NPZ_INVALID', 'the file is empty; write it again with numpy.savez.');
  if (start[0] === 0x80 && start[1]! <= 5) refuse('PICKLE_REFUSED', `this ${OTHERS['.pt']}.`);
  if (start.toString('latin1', 1, 6) === 'NUMPY') refuse('NPZ_INVALID', `this is a .npy: it ${OTHERS['.npy']}.`);
  if (start.readUInt16LE(0) !== 0x4b50) refuse('NPZ_INVALID', 'this does not begin as a .npz (a zip archive) does; write it again with numpy.savez.');
}
