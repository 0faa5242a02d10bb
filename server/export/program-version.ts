import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Version of this program, as its package says. */
export function programVersion(): string {
  const { version } = JSON.parse(readFileSync(path.join(packageRoot(import.meta.dirname), 'package.json'), 'utf8')) as { version: string };
  return version;
}

/** The compiled files lie one folder deeper than the sources, so the way up is looked for. */
function packageRoot(folder: string): string {
  return existsSync(path.join(folder, 'package.json')) ? folder : packageRoot(path.dirname(folder));
}
