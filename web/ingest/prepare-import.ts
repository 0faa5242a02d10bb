import { epochOf, type ImportFile, readyFiles } from './files.ts';

const ON_THE_WAY = ['waiting', 'hashing', 'sending'];

/** Why the files cannot be recorded just now, in words for beside the button; null where they can. */
export function whyNotReady(files: readonly ImportFile[], study: object | null): string | null {
  if (files.length === 0) return 'Add files first.';
  if (files.some(({ stage }) => ON_THE_WAY.includes(stage.is))) return 'Files are still on their way.';
  const ready = readyFiles(files);
  if (ready.length === 0) return files.some(({ stage }) => stage.is === 'recorded') ? 'All are recorded.' : 'No file could be sent.';
  if (ready.some((file) => epochOf(file) === null)) return 'Each file needs its epoch.';
  const epochs = ready.map(epochOf);
  const twice = epochs.find((epoch, i) => epochs.indexOf(epoch) !== i);
  if (twice !== undefined) return `Two files are of epoch ${twice}.`;
  return study === null ? 'The study needs a name with a letter or digit.' : null;
}
