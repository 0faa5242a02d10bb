import path from 'node:path';
import { connectRecord } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { LOCAL_ADMIN } from '../access/caller.ts';
import { type Imported, importArchive } from './import-archive.ts';

/** Imports archives as the person at this machine, and prints a sentence for each. Gives the exit code: 1 where one was refused. */
export async function runImport(files: readonly string[], databaseUrl: string, print: { log: (line: string) => void; error: (line: string) => void } = console): Promise<number> {
  const record = connectRecord(databaseUrl, { max: 2, applicationName: 'collapsar-import' });
  let refused = 0;
  try {
    for (const file of files) {
      const name = path.basename(file);
      try {
        print.log(`${name}: ${sentence(await importArchive(record, file, LOCAL_ADMIN))}`);
      } catch (error) {
        if (!(error instanceof CollapsarError)) throw error;
        refused += 1;
        print.error(`${name}: ${error.message}`);
      }
    }
  } finally {
    await record.$disconnect();
  }
  return refused > 0 ? 1 : 0;
}

function sentence({ name, slug, isNew, addedRuns, knownRuns }: Imported): string {
  if (!isNew && addedRuns === 0) return `the study "${name}" is here already, with all ${runs(knownRuns)} of the archive; nothing was changed.`;
  const known = knownRuns > 0 ? `; ${runs(knownRuns)} were here already` : '';
  return isNew ? `imported the study "${name}" (${slug}) with ${runs(addedRuns)}.` : `added ${runs(addedRuns)} to the study "${name}" (${slug})${known}.`;
}

const runs = (count: number) => `${count} ${count === 1 ? 'run' : 'runs'}`;
