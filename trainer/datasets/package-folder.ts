import { createRequire } from 'node:module';
import path from 'node:path';

/**
 * The folder `inside` of an installed npm package, or null where it is not installed.
 * @param from file or URL that Node's search for node_modules starts at
 */
export function packageFolder(name: string, inside: string, from: string | URL = import.meta.url): string | null {
  try {
    return path.join(path.dirname(createRequire(from).resolve(`${name}/package.json`)), inside);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
}
