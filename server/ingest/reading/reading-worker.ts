// The program of a worker thread that reads what was uploaded: files in, snapshots out.
import type { EpochFile, EpochFileResult } from './epoch-file.ts';
import { readEpochFile } from './read-epoch-file.ts';

/** @see readEpochFile */
export default function read(file: EpochFile): Promise<EpochFileResult> {
  return readEpochFile(file);
}
