import type { ByteSource } from './byte-source.ts';
import type { NumberType } from './number-type.ts';

/** An array of plain numbers in a file: what it is, and where its bytes are. */
export interface StoredArray {
  name: string;
  type: NumberType;
  shape: number[];
  bigEndian: boolean;
  /** columns lie together, not rows */
  fortran: boolean;
  /** exactly those of `shape` and `type` */
  data: ByteSource;
}

/** A file of named arrays. An array is looked at when it is asked for, so that those nobody needs may be of any kind. */
export interface ArrayFile {
  names: string[];
  /** texts that the file carries beside its arrays */
  metadata: Map<string, string>;
  /** Throws what is wrong with the array; `name` is one of `names`. */
  array(name: string): Promise<StoredArray>;
  close(): void;
}
