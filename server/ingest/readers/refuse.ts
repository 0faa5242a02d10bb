import { CollapsarError } from '../../../prisma/errors.ts';

/** A failure of one file: its message begins with the file's name. */
export class FileError extends CollapsarError {}

/** Throws a failure about the file in hand; whoever opened it puts the file's name before the sentence. */
export function refuse(code: string, sentence: string): never {
  throw new CollapsarError(code, sentence);
}

/** Runs `work` on `file`: what is refused inside names the file, whichever reader found it. */
export async function inFile<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CollapsarError) || error instanceof FileError) throw error;
    throw new FileError(error.code, `${printable(file)}: ${error.message}`, { cause: error });
  }
}

/** A name from outside on one line of a terminal: control, separator and direction marks as escapes, 200 characters at most. */
export function printable(name: string): string {
  const cut = name.length > 200 ? `${name.slice(0, 200)}…` : name;
  return cut.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (mark) => `\\u${mark.codePointAt(0)!.toString(16).padStart(4, '0')}`);
}

/** The same in quotation marks. */
export function quoted(name: string): string {
  return `"${printable(name)}"`;
}

/** Puts the array's name before what a reader refused of it. */
export function aboutArray(name: string, error: unknown): unknown {
  if (!(error instanceof CollapsarError) || error instanceof FileError || error.message.startsWith('array ')) return error;
  return new CollapsarError(error.code, `array ${quoted(name)}: ${error.message}`, { cause: error });
}
