import path from 'node:path';
import { connectRecord, type PrismaClient } from '../../prisma/client.ts';
import { RECORDED_ARCHIVE, recordedFolder, recordedStudy } from '../../prisma/recorded-study.ts';
import { LOCAL_ADMIN } from '../access/caller.ts';
import { importArchive } from '../export/import-archive.ts';

/**
 * Brings the recorded study into a record in which nothing ever was, so that its pages are full at the first start. A record from which it
 * was removed stays without it: the removal is in its audit log. Gives the number of runs that came in, null where none had to.
 */
export async function importRecorded(databaseUrl: string): Promise<number | null> {
  if (!recordedStudy()) return null;
  const record = connectRecord(databaseUrl, { max: 2, applicationName: 'collapsar-recorded' });
  try {
    if (!(await isUntouched(record))) return null;
    return (await importArchive(record, path.join(recordedFolder(), RECORDED_ARCHIVE), LOCAL_ADMIN)).addedRuns;
  } finally {
    await record.$disconnect();
  }
}

async function isUntouched(record: PrismaClient): Promise<boolean> {
  const some = await Promise.all([record.study.findFirst({ select: { id: true } }), record.auditEvent.findFirst({ select: { id: true } }), record.event.findFirst({ select: { id: true } })]);
  return some.every((row) => row === null);
}
