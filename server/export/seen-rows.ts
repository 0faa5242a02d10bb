import { invalid } from './archive-file.ts';

/** What the checks of later rows need to know of earlier ones. */
export interface Seen {
  runs: Set<string>;
  /** keys of rows that may be there once, and that others refer to */
  keys: Set<string>;
  blobs: Set<string>;
  /** by id of a report, how many versions it has and how many were read */
  reports: Map<string, { version: number; read: number }>;
  /** comments that were taken back, whose words are gone */
  deleted: Set<string>;
}

/** @throws CollapsarError ARCHIVE_INVALID for a key that was there before */
export function once({ keys }: Seen, key: string): void {
  if (keys.has(key)) invalid(`it has ${key} twice`);
  keys.add(key);
}
