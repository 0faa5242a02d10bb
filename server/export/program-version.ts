import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../prisma/package-root.ts';

/** Version of this program, as its package says. */
export function programVersion(): string {
  const { version } = JSON.parse(readFileSync(path.join(packageRoot(import.meta.dirname), 'package.json'), 'utf8')) as { version: string };
  return version;
}
