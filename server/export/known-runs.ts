import type { Prisma, PrismaClient, Run } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { ARCHIVE_READERS, archivedColumns } from './archive-contents.ts';
import { archiveJson, type ArchiveRow } from './archive-format.ts';
import { archivedRows, type OpenArchive } from './archive-reader.ts';
import { NO_REVIEW } from './review-contents.ts';

/** What makes a run this run; the rest goes on changing, and people change it too. */
const LASTING = [
  'studyId', 'architecture', 'depth', 'architectureOptions', 'dataset', 'samplesPerClass', 'testSamplesPerClass', 'loss', 'lossReduction',
  'optimiser', 'schedule', 'seed', 'plannedEpochs', 'measuredEpochs', 'layers', 'splits', 'source', 'createdAt', 'generated',
] as const satisfies (keyof ArchiveRow<'runs'>)[];

/**
 * Ids of the archive's runs that are in the record with every epoch and snapshot that the archive has of them.
 *
 * @throws CollapsarError CONFLICT where a run of one id differs
 */
export async function knownRuns(tx: Prisma.TransactionClient, archive: OpenArchive): Promise<Set<string>> {
  const known = new Map<string, Run>();
  for await (const run of archivedRows(archive, 'runs')) {
    const here = await tx.run.findUnique({ where: { id: run.id } });
    if (!here) continue;
    if (!isSame(pick(here, LASTING), pick(run, LASTING))) clash(run.id, 'another run than that of this id in the record');
    known.set(run.id, here);
  }
  if (known.size === 0) return new Set();
  await checkRows(tx, archive, known, 'epochs', ({ runId, epoch }) => `${runId}/${epoch}`);
  await checkRows(tx, archive, known, 'snapshots', ({ id }) => id);
  return new Set(known.keys());
}

/** Every row that the archive has of the known runs is in the record, just so. */
async function checkRows<T extends 'epochs' | 'snapshots'>(tx: Prisma.TransactionClient, archive: OpenArchive, known: Map<string, Run>, table: T, keyOf: (row: ArchiveRow<T>) => string): Promise<void> {
  const here = new Map<string, string>();
  const contents = { record: tx as PrismaClient, study: null as never, runs: [...known.values()], review: NO_REVIEW, choice: { checkpoints: false, values: false } };
  for await (const rows of ARCHIVE_READERS[table](contents)) for (const row of rows) here.set(keyOf(row as ArchiveRow<T>), canonical(archivedColumns(table, row)));
  for await (const row of archivedRows(archive, table)) {
    if (!known.has(row.runId)) continue;
    const before = here.get(keyOf(row));
    if (before === undefined) clash(row.runId, `further than in the record: epoch ${row.epoch} is not here. Delete the run here first, or give the archive to an empty record`);
    if (before !== canonical(row)) clash(row.runId, `another one than in the record: epoch ${row.epoch} has other numbers`);
  }
}

function clash(runId: string, how: string): never {
  throw new CollapsarError('CONFLICT', `Run ${runId} of the archive is ${how}; nothing was imported.`, { details: { runId } });
}

const pick = (row: object, keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, (row as Record<string, unknown>)[key]]));

const isSame = (a: object, b: object) => canonical(a) === canonical(b);

/** Equal for equal content, whatever the order of an object's keys and whether times are texts. */
function canonical(value: object): string {
  const sorted = (inner: unknown): unknown =>
    Array.isArray(inner)
      ? inner.map(sorted)
      : inner !== null && typeof inner === 'object'
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, sorted(each)]))
        : inner;
  return JSON.stringify(sorted(JSON.parse(archiveJson(value))));
}
