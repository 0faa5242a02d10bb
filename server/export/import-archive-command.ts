import path from 'node:path';
import { connectRecord } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { LOCAL_ADMIN } from '../access/caller.ts';
import { type Imported, importArchive } from './import-archive.ts';
import type { ReviewCounts } from './import-review.ts';

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

function sentence({ name, slug, isNew, addedRuns, knownRuns, review }: Imported): string {
  const words = reviewWords(review);
  if (!isNew && addedRuns === 0 && words.length === 0) return `the study "${name}" is here already, with all ${counted(knownRuns, 'run')} of the archive; nothing was changed.`;
  const added = listed([...(isNew || addedRuns > 0 ? [counted(addedRuns, 'run')] : []), ...words]);
  const known = knownRuns > 0 ? `; ${counted(knownRuns, 'run')} were here already` : '';
  return isNew ? `imported the study "${name}" (${slug}) with ${added}.` : `added ${added} to the study "${name}" (${slug})${known}.`;
}

const reviewWords = (review: ReviewCounts): string[] =>
  (['threads', 'comments', 'verdicts', 'checks', 'reports'] as const).flatMap((part) => (review[part] === 0 ? [] : [counted(review[part], part.slice(0, -1))]));

const listed = (words: readonly string[]) => (words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`);
const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
