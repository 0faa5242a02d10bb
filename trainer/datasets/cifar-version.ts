import path from 'node:path';
import { CollapsarError } from '../../prisma/errors.ts';
import type { OpenOptions } from './data-set.ts';
import { isThere } from './file-content.ts';
import { type FileSource, missingFiles, openSourceFiles } from './source-files.ts';

type OpenedFiles = Awaited<ReturnType<typeof openSourceFiles>>;

/**
 * The files of the binary version, or those of the python version where all of these lie there and the binary version would have to be
 * downloaded. Only the binary version is ever fetched.
 * Errors: those of openSourceFiles; where there is no network, the message says what a python version that lies there lacks.
 */
export async function openCifarFiles(
  binary: FileSource,
  python: FileSource,
  options: OpenOptions,
): Promise<OpenedFiles & { isPython: boolean }> {
  const lacking = (await isLocal(binary, options.root)) ? null : await missingFiles(python, options.root);
  if (lacking?.length === 0) return { isPython: true, ...(await openSourceFiles(python, options)) };
  try {
    return { isPython: false, ...(await openSourceFiles(binary, options)) };
  } catch (error) {
    const folder = path.resolve(options.root, python.folders[0]);
    const isUnreachable = error instanceof CollapsarError && error.code === 'DATA_SET_UNREACHABLE';
    if (!isUnreachable || !lacking || !(await isThere(folder))) throw error;
    const note = `${folder} is there and would be read instead, but lacks ${lacking.join(', ')}.`;
    throw new CollapsarError(error.code, `${error.message} ${note}`, { cause: error });
  }
}

/** Whether nothing has to be downloaded: the files lie there, or their archive does. */
async function isLocal(source: FileSource, root: string): Promise<boolean> {
  if ((await missingFiles(source, root)).length === 0) return true;
  return source.archive !== undefined && (await isThere(path.resolve(root, source.archive.remote.name)));
}
