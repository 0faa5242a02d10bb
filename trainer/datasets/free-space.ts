import { statfs } from 'node:fs/promises';
import { CollapsarError } from '../../prisma/errors.ts';
import { fileError } from './file-content.ts';

/**
 * Refuses to begin writing `bytes` that the disk of `folder` has no room for: the database may lie on the same disk, and a disk that fills
 * up stops it too. Another process can still take the room meanwhile, so a full disk is met while writing as well.
 * Errors: DISK_FULL with both numbers; DATA_SET_UNREADABLE where the system does not say.
 */
export async function demandSpace(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder).catch((error: unknown) => {
    throw fileError(error, folder);
  });
  const free = bavail * bsize;
  if (free >= bytes) return;
  const megabytes = (count: number) => `${(count / 1e6).toFixed(1)} MB`;
  throw new CollapsarError('DISK_FULL', `The disk of ${folder} has ${megabytes(free)} left and ${megabytes(bytes)} are needed; free space there, or set COLLAPSAR_DATA to another folder.`);
}
