import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';

export * from './npz-files.ts';

/** A folder for a test file's own files; it goes when the tests are over. Gives a function that writes one and tells its path. */
export function scratchFolder(): (name: string, content: Uint8Array) => string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'collapsar-ingest-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  return (name, content) => {
    const file = path.join(folder, name);
    writeFileSync(file, content);
    return file;
  };
}
