import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { packageRoot } from './package-root.ts';

/**
 * Where the recorded study came from: it was trained by `npm run study`, nothing in it is invented. The file lies beside its archive and is
 * written by the same command.
 */
export const recordedStudySchema = z.strictObject({
  studyId: z.string(),
  /** when its last run ended */
  madeAt: z.iso.datetime(),
  command: z.string(),
  /** versions of the program that trained its runs, with their commits */
  codeVersions: z.array(z.string()).min(1),
  node: z.string(),
  processor: z.string(),
  runCount: z.number().int().positive(),
  bytes: z.number().int().positive(),
  /** sha256 of the archive */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** settings, data digest and the sha256 of the last train snapshot of each run, so that a repetition can be compared */
  runs: z.array(z.strictObject({ id: z.string(), name: z.string(), settings: z.record(z.string(), z.unknown()), datasetDigest: z.string().nullable(), lastSnapshot: z.string().nullable() })),
});

export type RecordedStudy = z.infer<typeof recordedStudySchema>;

export const RECORDED_ARCHIVE = 'study.tar.gz';
export const RECORDED_PROVENANCE = 'study.json';

/** The folder of the recorded study in the clone or the installed package. */
export function recordedFolder(): string {
  return path.join(packageRoot(import.meta.dirname), 'prisma', 'recorded');
}

let known: RecordedStudy | null | undefined;

/** The recorded study that this program brings along; null where there is none. */
export function recordedStudy(): RecordedStudy | null {
  if (known === undefined) known = readProvenance(recordedFolder());
  return known;
}

function readProvenance(folder: string): RecordedStudy | null {
  const file = path.join(folder, RECORDED_PROVENANCE);
  return existsSync(file) ? recordedStudySchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;
}
