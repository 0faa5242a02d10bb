// `prepack`: builds everything and marks the build as one that is taken elsewhere. The mark goes again after packing (--open).
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, root } from './build.mjs';
import { refuseWhileRunning } from './running.mjs';

const mark = path.join(root, 'dist', '.packaged');
if (process.argv[2] === '--open') rmSync(mark, { force: true });
else {
  await build(refuseWhileRunning);
  writeFileSync(mark, '');
}
