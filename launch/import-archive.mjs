// `import FILE.tar`: studies from archives, into the record that DATABASE_URL names or the embedded one. Imported only after the build.
import path from 'node:path';
import { runImport } from '../dist/server/export/import-archive-command.js';
import { home, prepareDatabase, stopUnusedDatabase } from './database.mjs';
import { folderOfCaller } from './measure.mjs';
import { noteRunning } from './running.mjs';

/** Imports one archive after the other; no server need run. Gives the exit code. */
export async function importArchives(files) {
  noteRunning(home, { whole: false });
  const database = await prepareDatabase();
  try {
    return await runImport(files.map((file) => path.resolve(folderOfCaller(process.env, 'import'), file)), database.url);
  } finally {
    await stopUnusedDatabase(database);
  }
}
