/**
 * A backup is a gzipped tar file with these members, in this order:
 *   format.json                     what it is; see HeadFile
 *   tables/<table>/<number>.copy    the table's rows as `COPY ... TO STDOUT` writes them (text format), cut anywhere, at PIECE_BYTES or more
 *   manifest.json                   rows, bytes and SHA-256 of each table; a file without it is not complete
 */
import { z } from 'zod';

export const BACKUP_FORMAT = 'collapsar-backup';
export const BACKUP_VERSION = 1;
/** A piece of a table is cut at the first end of a message after this. */
export const PIECE_BYTES = 4 * 1024 * 1024;

const name = z.string().regex(/^[A-Za-z_]\w{0,62}$/);
const count = z.int().min(0);

/** Read before anything else: of a newer version only this much is understood. */
export const anyHead = z.looseObject({ format: z.literal(BACKUP_FORMAT), version: z.int().min(1) });

export const headFile = z.strictObject({
  format: z.literal(BACKUP_FORMAT),
  version: z.literal(BACKUP_VERSION),
  /** version of the program that wrote it */
  madeBy: z.string().max(100),
  /** when the snapshot of the database was taken, by the database's clock */
  takenAt: z.iso.datetime(),
  /** the migrations that the database had, oldest first */
  migrations: z.array(z.strictObject({ name: z.string().max(255), checksum: z.string().regex(/^[\da-f]{64}$/) })).min(1),
  tables: z.array(z.strictObject({ name, columns: z.array(name).min(1) })),
});
export type HeadFile = z.output<typeof headFile>;

export const manifestFile = z.strictObject({
  tables: z.array(z.strictObject({ name, rows: count, bytes: count, sha256: z.string().regex(/^[\da-f]{64}$/) })),
  /** last number that each sequence gave out; null: none yet */
  sequences: z.array(z.strictObject({ name, last: z.string().regex(/^\d{1,19}$/).nullable() })),
});
export type ManifestFile = z.output<typeof manifestFile>;
export type TableEntry = ManifestFile['tables'][number];

/** A name as it stands in a statement. */
export const quoted = (identifier: string): string => `"${identifier.replaceAll('"', '""')}"`;

/** How far a backup or a restore is. */
export interface Progress {
  table: string;
  /** of all that is to be done, 0 to 1; an estimate while a backup runs */
  share: number;
  bytes: number;
}
