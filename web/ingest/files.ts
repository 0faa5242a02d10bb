import type { Problem } from '../graphql/problem.ts';
import type { ImportedValues, RecordedSnapshot } from './ingest-documents.ts';
import type { FoundArray } from './found-array.ts';

export type FileStage =
  | { is: 'waiting' }
  | { is: 'hashing'; bytes: number }
  | { is: 'sending'; bytes: number; digest: string }
  | { is: 'sent'; digest: string }
  | { is: 'recording'; digest: string }
  | { is: 'recorded'; digest: string; epoch: number; layer: string; snapshots: RecordedSnapshot[]; values: ImportedValues | null; valuesProblem: Problem | null }
  /** refused when it was recorded: it is here whole, and can be tried under another number or name */
  | { is: 'refused'; digest: string; problem: Problem }
  | { is: 'failed'; problem: Problem };

/** A file on its way into the record. */
export interface ImportFile {
  key: number;
  file: File;
  /** as typed; the file's name tells it at first */
  epoch: string;
  /** null while unread, or where only the server can tell */
  arrays: FoundArray[] | null;
  stage: FileStage;
}

export type FilesAction =
  | { do: 'add'; files: ImportFile[] }
  | { do: 'change'; key: number; part: Partial<ImportFile> }
  | { do: 'remove'; key: number };

export function filesAfter(files: readonly ImportFile[], action: FilesAction): readonly ImportFile[] {
  if (action.do === 'add') return [...files, ...action.files];
  if (action.do === 'remove') return files.filter(({ key }) => key !== action.key);
  return files.map((file) => (file.key === action.key ? { ...file, ...action.part } : file));
}

/** The epoch typed for a file; null where it is none. */
export const epochOf = ({ epoch }: Pick<ImportFile, 'epoch'>): number | null => (/^[1-9]\d{0,7}$/.test(epoch.trim()) ? Number(epoch) : null);

/** Files that lie at the server whole and are not recorded yet, in the order of their epochs: a test split is compared with what came before. */
export const readyFiles = (files: readonly ImportFile[]): ImportFile[] =>
  files.filter(({ stage }) => stage.is === 'sent' || stage.is === 'refused').toSorted((a, b) => (epochOf(a) ?? 0) - (epochOf(b) ?? 0));
