import { createWriteStream } from 'node:fs';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { PrismaClient } from '../../prisma/client.ts';
import { writeArchive } from '../export/archive-writer.ts';

/**
 * Saves one finished run as an archive of its study, which `collapsar import` takes back, unless it was saved before. The file has its name
 * only when it is whole.
 */
export async function archiveCell(record: PrismaClient, run: { id: string; studyId: string; name: string }, folder: string): Promise<string> {
  const file = path.join(folder, `${fileName(run)}.tar`);
  if (await exists(file)) return file;
  await mkdir(folder, { recursive: true });
  await save(record, run.studyId, [run.id], file);
  return file;
}

/** Saves the finished runs of a study as one archive. */
export async function archiveStudy(record: PrismaClient, { studyId, runIds }: { studyId: string; runIds: readonly string[] }, file: string): Promise<void> {
  await save(record, studyId, runIds, file);
}

async function save(record: PrismaClient, studyId: string, runIds: readonly string[], file: string): Promise<void> {
  const study = await record.study.findUniqueOrThrow({ where: { id: studyId } });
  const part = `${file}.part`;
  try {
    await pipeline(writeArchive(record, study, { checkpoints: false, values: false, runIds }), createWriteStream(part));
    await rename(part, file);
  } finally {
    await rm(part, { force: true });
  }
}

/** With the end of the run's id: a cell that was deleted and trained anew is another run of the same name. */
const fileName = ({ id, name }: { id: string; name: string }) => `${name} ${id.slice(-8)}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
const exists = (file: string) => access(file).then(() => true, () => false);
