// `collapsar backup FILE` and `collapsar restore FILE`. Imported only after the build: dist/ is there.
import path from 'node:path';
import cliProgress from 'cli-progress';
import { restoreBackup } from '../dist/prisma/backup/restore-backup.js';
import { writeBackup } from '../dist/prisma/backup/write-backup.js';
import { findDatabase } from '../dist/prisma/database.js';
import { programVersion } from '../dist/server/export/program-version.js';
import { home, stopUnusedDatabase } from './database.mjs';
import { folderOfCaller } from './measure.mjs';
import { noteRunning } from './running.mjs';
import { Stop } from './stop.mjs';

/** Saves the whole record in one file, while others go on working with it. Gives the exit code. */
export const backup = (words) =>
  withDatabase('backup', words, async (url, file, bar) => {
    const { rows, tables, bytes } = await writeBackup(url, file, { madeBy: programVersion(), onProgress: ({ table, share }) => bar('saving', table, share) });
    return `Saved ${count(rows)} rows of ${tables} tables in ${file} (${megabytes(bytes)}).`;
  });

/** Fills an empty record from a file of `backup`. Gives the exit code. */
export const restore = (words) =>
  withDatabase('restore', words, async (url, file, bar) => {
    const { takenAt, rows, tables, migrations } = await restoreBackup(url, file, { onProgress: ({ step, table, share }) => bar(step, table, share) });
    const forward = migrations.length > 0 ? ` It was of an older version; ${migrations.length} migrations were applied.` : '';
    return `Restored ${count(rows)} rows of ${tables} tables as they were on ${takenAt}.${forward}`;
  });

/** The database as it is: a backup comes before a migration, and a restore begins with an empty one. */
async function withDatabase(command, words, work) {
  const file = fileOf(command, words);
  noteRunning(home, { whole: false });
  const database = await findDatabase({ home, env: process.env });
  const progress = new Bar();
  const begin = performance.now();
  try {
    const sentence = await work(database.url, file, (...state) => progress.show(...state));
    progress.end();
    console.log(`${sentence} ${((performance.now() - begin) / 1000).toFixed(1)} s.`);
    return 0;
  } finally {
    progress.end();
    await stopUnusedDatabase(database);
  }
}

function fileOf(command, words) {
  const [file, ...more] = words;
  if (!file || more.length > 0 || file.startsWith('-')) throw new Stop(`${command} takes the name of one file: node collapsar.mjs ${command} record.tar.gz`);
  return path.resolve(folderOfCaller(process.env, command), file);
}

const count = (value) => value.toLocaleString('en');
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 2 : 0)} MB`;

/** One bar on the error stream where that is a terminal. */
class Bar {
  #bar;

  show(step, table, share) {
    if (!process.stderr.isTTY) return;
    this.#bar ??= new cliProgress.SingleBar({ format: '  {step} {bar} {percentage} % · {table}', barsize: 30, stream: process.stderr, hideCursor: true, clearOnComplete: true }, cliProgress.Presets.shades_grey);
    if (!this.#bar.isActive) this.#bar.start(1000, 0, { step, table });
    this.#bar.update(Math.round(share * 1000), { step, table });
  }

  end() {
    this.#bar?.stop();
    this.#bar = undefined;
  }
}
