import type { FoundArray } from './found-array.ts';
import { readNpz } from './npz-arrays.ts';

const MOST_HEADER_BYTES = 100_000_000;

/** The arrays of a .npz or .safetensors file, by their headers alone; null where they cannot be read here: the server says what is wrong. */
export async function listArrays(file: File): Promise<FoundArray[] | null> {
  try {
    return /\.safetensors$/i.test(file.name) ? await readSafetensors(file) : await readNpz(file);
  } catch {
    return null;
  }
}

/** Eight bytes of length, then JSON: name -> dtype, shape, data_offsets. */
async function readSafetensors(file: Blob): Promise<FoundArray[] | null> {
  const length = Number(new DataView(await file.slice(0, 8).arrayBuffer()).getBigUint64(0, true));
  if (length > Math.min(file.size, MOST_HEADER_BYTES)) return null;
  const header = JSON.parse(await file.slice(8, 8 + length).text()) as Record<string, { dtype: string; shape: number[] }>;
  return Object.entries(header).flatMap(([name, { dtype, shape }]) => (name === '__metadata__' ? [] : [{ name, shape, type: dtype }]));
}
