import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { PrismaClient, Run } from '../../prisma/client.ts';
import { RECORDED_ARCHIVE, RECORDED_PROVENANCE, type RecordedStudy } from '../../prisma/recorded-study.ts';
import { writeArchive } from '../export/archive-writer.ts';
import { keptPictures } from './kept-pictures.ts';
import { keptPlaces } from './kept-places.ts';

/** The most that the repository takes. */
export const MOST_BYTES = 25_000_000;

/**
 * Writes the finished runs of a study as the recorded study that a new record begins with: the archive, with fewer parts (kept-places.ts) and pictures (kept-pictures.ts),
 * and beside it where it came from. Gives the archive's bytes.
 */
export async function writeRecorded(record: PrismaClient, { studyId, runIds, command }: { studyId: string; runIds: readonly string[]; command: string }, folder: string): Promise<number> {
  const study = await record.study.findUniqueOrThrow({ where: { id: studyId } });
  const runs = await record.run.findMany({ where: { id: { in: [...runIds] } }, orderBy: { id: 'asc' } });
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, RECORDED_ARCHIVE);
  const bytes = writeArchive(record, study, { checkpoints: false, values: false, runIds, keeps: keptPlaces(runs), keepsPicture: await keptPictures(record, runs) });
  await pipeline(bytes, createGzip({ level: 9 }), createWriteStream(`${file}.part`));
  await rename(`${file}.part`, file);
  const provenance = await provenanceOf(record, { studyId, command, runs, file });
  await writeFile(path.join(folder, RECORDED_PROVENANCE), `${JSON.stringify(provenance, null, 1)}\n`);
  return provenance.bytes;
}

async function provenanceOf(record: PrismaClient, { studyId, command, runs, file }: { studyId: string; command: string; runs: readonly Run[]; file: string }): Promise<RecordedStudy> {
  const lastOf = await lastSnapshots(record, runs);
  const ends = runs.flatMap(({ finishedAt }) => finishedAt ?? []).map(Number);
  return {
    studyId,
    madeAt: new Date(Math.max(...ends)).toISOString(),
    command,
    codeVersions: [...new Set(runs.flatMap(({ codeVersion }) => codeVersion ?? []))].sort(),
    node: process.version,
    processor: `${os.cpus().length} x ${os.cpus()[0]?.model.trim() ?? 'unknown'}`,
    runCount: runs.length,
    bytes: (await stat(file)).size,
    sha256: await sumOf(file),
    runs: runs.map((run) => ({ id: run.id, name: run.name, settings: settingsOf(run), datasetDigest: run.datasetDigest, lastSnapshot: lastOf.get(run.id) ?? null })),
  };
}

/** sha256 of the train snapshot of the last layer in each run's last epoch. */
async function lastSnapshots(record: PrismaClient, runs: readonly Run[]): Promise<Map<string, string>> {
  const rows = await record.snapshot.findMany({
    where: { split: 'TRAIN', layer: 'last', OR: runs.map(({ id, lastEpoch }) => ({ runId: id, epoch: lastEpoch })) },
    select: { runId: true, digest: true },
  });
  return new Map(rows.map(({ runId, digest }) => [runId, digest]));
}

const settingsOf = ({ architecture, depth, architectureOptions, dataset, samplesPerClass, testSamplesPerClass, loss, optimiser, schedule, seed, plannedEpochs, measuredEpochs, terminalPhaseAccuracy, robustnessImages }: Run) =>
  ({ architecture, depth, architectureOptions, dataset, samplesPerClass, testSamplesPerClass, loss, optimiser, schedule, seed, plannedEpochs, measuredEpochs, terminalPhaseAccuracy, robustnessImages });

async function sumOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
