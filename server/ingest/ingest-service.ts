import type { PrismaClient } from '../../prisma/client.ts';
import type { UploadLimits } from './uploads/upload-limits.ts';
import { Uploads } from './uploads/uploads.ts';

export interface UploadSettings {
  /** where files lie until they are recorded */
  folder: string;
  limits?: Partial<UploadLimits>;
}

const SWEEP_EVERY_MS = 600_000;

/** By record, which GraphQL's context brings: a server has one of both. */
const byRecord = new WeakMap<PrismaClient, Uploads>();

/** Opens the folder of uploads of the server that serves `record`; gives it and what ends its sweeping. Nothing is written before the first upload. */
export function openUploads(record: PrismaClient, { folder, limits }: UploadSettings): { uploads: Uploads; close: () => void } {
  const uploads = new Uploads(folder, limits);
  byRecord.set(record, uploads);
  const timer = setInterval(() => uploads.sweep(), SWEEP_EVERY_MS).unref();
  return { uploads, close: () => clearInterval(timer) };
}

/** @throws TypeError where no server of this record takes uploads: a bug */
export function uploadsOf(record: PrismaClient): Uploads {
  const uploads = byRecord.get(record);
  if (!uploads) throw new TypeError('This record has no folder of uploads.');
  return uploads;
}
