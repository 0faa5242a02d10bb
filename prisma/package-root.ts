import { existsSync } from 'node:fs';
import path from 'node:path';

/** Folder of the clone, seen from a file in it. The compiled files lie one folder deeper than the sources, so the way up is looked for. */
export function packageRoot(folder: string): string {
  return existsSync(path.join(folder, 'package.json')) ? folder : packageRoot(path.dirname(folder));
}
