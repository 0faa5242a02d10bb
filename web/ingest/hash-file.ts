import { sha256 } from '@noble/hashes/sha2.js';

/** So much at once: the page answers in between, and a gigabyte never lies in memory. crypto.subtle would need the whole file. */
const SLICE_BYTES = 1 << 20;

/** The sha256 of a file, hexadecimal. `onBytes` is told how far it is. */
export async function hashFile(file: Blob, onBytes: (bytes: number) => void, signal: AbortSignal): Promise<string> {
  const hash = sha256.create();
  for (let at = 0; at < file.size; at += SLICE_BYTES) {
    signal.throwIfAborted();
    const bytes = new Uint8Array(await file.slice(at, at + SLICE_BYTES).arrayBuffer());
    hash.update(bytes);
    onBytes(at + bytes.length);
  }
  return [...hash.digest()].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
