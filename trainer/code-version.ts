import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../prisma/package-root.ts';

/** Version of the package and, in a git checkout, the commit: what a run's numbers were made with. */
export function codeVersion(): string {
  const root = packageRoot(import.meta.dirname);
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
  if (!existsSync(path.join(root, '.git'))) return version;
  try {
    const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    const changed = git('status', '--porcelain', '--untracked-files=no') === '' ? '' : ', changed since';
    return `${version} (${git('rev-parse', '--short=12', 'HEAD')}${changed})`;
  } catch {
    return version; // no git on this machine, or a checkout that belongs to somebody else
  }
}
