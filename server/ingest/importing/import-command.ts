import { statSync } from 'node:fs';
import path from 'node:path';
import { CollapsarError } from '../../../prisma/errors.ts';
import { epochInName } from '../answer.ts';
import { findScalar } from '../features-file.ts';
import { Progress } from '../progress.ts';
import { openArrayFile } from '../readers/array-file.ts';
import { inFile, printable, refuse } from '../readers/refuse.ts';
import { type ImportArguments, readImportArguments } from './import-arguments.ts';
import { IMPORT_HELP } from './import-help.ts';
import { ServerClient } from './server-client.ts';

interface EpochOfFile {
  file: string;
  epoch: number;
  bytes: number;
}

/** As the server answers. */
interface Recorded {
  snapshots: { split: string; layer: string; isNew: boolean }[];
  terminalPhaseEpoch: number | null;
}

/** `collapsar import`: all files are looked at before the first is sent. Gives the exit code. */
export async function runImport(words: string[], folder: string): Promise<number> {
  try {
    const asked = readImportArguments(words, folder, process.env);
    if (asked.help) return say(IMPORT_HELP);
    return await importAll(asked, await epochsOf(asked));
  } catch (error) {
    return told(error);
  }
}

async function importAll(asked: ImportArguments, epochs: EpochOfFile[]): Promise<number> {
  const client = new ServerClient(asked.url, asked.token);
  const { runId } = await client.post<{ runId: string }>('/runs', asked.run);
  const progress = new Progress(epochs.reduce((sum, { bytes }) => sum + bytes, 0));
  let [before, refused] = [0, 0];
  let phase: number | null = null;
  try {
    for (const one of epochs) {
      try {
        const recorded = await importOne(client, runId, one, asked, (bytes) => progress.show(before + bytes));
        phase = recorded.terminalPhaseEpoch;
        await progress.pause(() => say(lineOf(one, recorded)));
      } catch (error) {
        if (!isOfFile(error)) throw error;
        refused++;
        await progress.pause(() => told(new CollapsarError(error.code, `${printable(one.file)}: ${error.message}`)));
      }
      before += one.bytes;
    }
  } finally {
    await progress.end();
  }
  if (refused === 0 && !asked.keepOpen) await client.post(`/runs/${runId}/finish`, {});
  say(`${asked.url}/runs/${runId}${phase === null ? '' : `   terminal phase from epoch ${phase}`}`);
  return refused === 0 ? 0 : 2;
}

/** What is wrong with one file stops that file; what is wrong with the server or the run stops all. */
const isOfFile = (error: unknown): error is CollapsarError => error instanceof CollapsarError && ['UPLOAD_REJECTED', 'CONFLICT', 'PAYLOAD_TOO_LARGE', 'PRECONDITION_FAILED'].includes(error.code);

async function importOne(client: ServerClient, runId: string, { file, epoch }: EpochOfFile, { details }: ImportArguments, onBytes: (bytes: number) => void): Promise<Recorded> {
  let sent = 0;
  const upload = await client.upload(file, (bytes) => {
    sent += bytes;
    onBytes(sent);
  });
  return client.post<Recorded>(`/runs/${runId}/epochs/${epoch}`, { ...details, upload, fileName: path.basename(file) });
}

function lineOf({ file, epoch }: EpochOfFile, { snapshots }: Recorded): string {
  const parts = snapshots.map(({ split, layer }) => `${split.toLowerCase()}${layer === 'last' ? '' : ` ${layer}`}`);
  return `epoch ${epoch}  ${printable(file)}  ${parts.join(', ')}${snapshots.some(({ isNew }) => isNew) ? '' : '  (was there)'}`;
}

/** The files in the order of their epochs. @throws CollapsarError for a file that has none, or two that have the same */
async function epochsOf({ files, epoch, fromZero }: ImportArguments): Promise<EpochOfFile[]> {
  const found: EpochOfFile[] = [];
  for (const file of files) found.push(await inFile(file, async () => ({ file, bytes: 0, epoch: await epochOf(file, epoch, fromZero) })));
  const sorted = found.map((one) => ({ ...one, bytes: statSync(one.file).size })).sort((a, b) => a.epoch - b.epoch);
  const twin = sorted.findIndex((one, i) => i > 0 && one.epoch === sorted[i - 1]!.epoch);
  if (twin > 0) refuse('EPOCH_TWICE', `${printable(sorted[twin - 1]!.file)} and ${printable(sorted[twin]!.file)} are both of epoch ${sorted[twin]!.epoch}; name one of them, or give the epochs in the files.`);
  return sorted;
}

async function epochOf(file: string, given: number | null, fromZero: boolean): Promise<number> {
  const opened = await openArrayFile(file);
  try {
    const told = given ?? (await findScalar(opened, 'epoch')) ?? epochInName(file, true);
    if (told === null) refuse('EPOCH_MISSING', 'neither the file nor its name tells the epoch; call it epoch-12.npz, save an array epoch, or give --epoch.');
    const epoch = fromZero ? told + 1 : told;
    if (!(Number.isInteger(epoch) && epoch >= 1)) refuse('EPOCH_INVALID', `it is of epoch ${epoch}, but epochs are whole numbers from 1 on${epoch === 0 ? '; give --from-zero where they count from 0' : ''}.`);
    return epoch;
  } finally {
    opened.close();
  }
}

function say(text: string): 0 {
  process.stdout.write(`${text}\n`);
  return 0;
}

function told(error: unknown): 2 {
  if (!(error instanceof CollapsarError)) throw error;
  process.stderr.write(`${error.message.replaceAll(/\s*\n\s*/g, ' ')}\n`);
  return 2;
}
