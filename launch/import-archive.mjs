// `import-archive`: studies from archives, into the record that DATABASE_URL names or the embedded one. Imported only after the build.
import path from 'node:path';
import { runImport } from '../dist/server/export/import-archive-command.js';
import { home, prepareDatabase, stopUnusedDatabase } from './database.mjs';
import { noteRunning } from './running.mjs';
import { Stop } from './stop.mjs';

/** Imports one archive after the other; no server need run. Gives the exit code. */
export async function importArchives(files) {
  if (files.length === 0) throw new Stop('Name the archive to import: node collapsar.mjs import-archive FILE.tar');
  noteRunning(home, { whole: false });
  const database = await prepareDatabase();
  try {
    return await runImport(files.map((file) => path.resolve(file)), database.url);
  } finally {
    await stopUnusedDatabase(database);
  }
}
