import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { OpenOptions, PictureSplit } from './data-set.ts';
import { fileError } from './file-content.ts';
import { inParallel } from './in-parallel.ts';
import { ChannelHistogram, type ChannelStatistics } from './normalise.ts';
import { type PictureDecoder, pictureShape } from './picture-decoder.ts';

/** The pictures kept of both splits. */
export interface KeptPictures {
  train: PictureSplit;
  test: PictureSplit;
}

export interface Survey {
  /** of the train pictures, decoded */
  statistics: ChannelStatistics;
  /** sha256 of each split's list: see UsedFile */
  digests: { train: string; test: string };
}

interface SurveyOptions extends Pick<OpenOptions, 'onProgress' | 'signal'> {
  decoder: PictureDecoder;
  /** the folder of the data set, where the result is saved */
  folder: string;
}

/** Pictures in work at once: enough for libuv's four threads, and little memory. */
const AT_ONCE = 8;

/**
 * Reads every picture kept once: content digests of both splits, mean and deviation of the train split's decoded pixels.
 *
 * Reading and decoding the 600,000 of the paper takes the better part of an hour on two cores, so the result is saved beside the data, under a
 * key of the decoder and of each file's path, size and time of change. Where the folder cannot be written to, the next run reads again.
 * Errors: DATA_SET_DAMAGED or DATA_SET_UNREADABLE naming the picture; DATA_SET_CONSTANT; the signal's reason.
 */
export async function surveyPictures(kept: KeptPictures, options: SurveyOptions): Promise<Survey> {
  const { decoder, folder, onProgress, signal } = options;
  const [train, test] = [await signsOf(kept.train, signal), await signsOf(kept.test, signal)];
  const key = createHash('sha256')
    .update([decoder.id, ...train.signs, '', ...test.signs].join('\n'))
    .digest('hex');
  const file = path.join(folder, '.collapsar', `${key.slice(0, 32)}.json`);
  const saved = await readSaved(file);
  if (saved) return saved;
  const totalBytes = train.bytes + test.bytes;
  let receivedBytes = 0;
  const onRead = (name: string, bytes: number) => {
    receivedBytes += bytes;
    onProgress?.({ stage: 'survey', file: name, receivedBytes, totalBytes });
  };
  const survey = await readAll(kept, decoder, onRead, signal);
  await save(file, survey);
  return survey;
}

/** Path, size and time of change of each picture, and the size of all. */
async function signsOf({ folder, paths }: PictureSplit, signal?: AbortSignal) {
  const signs = new Array<string>(paths.length);
  let bytes = 0;
  await inParallel(
    paths.length,
    AT_ONCE,
    async (i) => {
      const file = path.join(folder, paths[i]!);
      const { size, mtimeMs } = await stat(file).catch((error: unknown) => {
        throw fileError(error, file);
      });
      signs[i] = `${paths[i]} ${size} ${mtimeMs}`;
      bytes += size;
    },
    signal,
  );
  return { signs, bytes };
}

async function readAll(
  { train, test }: KeptPictures,
  decoder: PictureDecoder,
  onRead: (name: string, bytes: number) => void,
  signal?: AbortSignal,
): Promise<Survey> {
  const histogram = new ChannelHistogram(pictureShape[2]);
  const digests = {
    train: await digestOf(train, onRead, signal, async (content, file) => {
      histogram.add(await decoder.decode(content, file));
    }),
    test: await digestOf(test, onRead, signal),
  };
  return { statistics: histogram.statistics(), digests };
}

async function digestOf(
  { name, folder, paths }: PictureSplit,
  onRead: (name: string, bytes: number) => void,
  signal?: AbortSignal,
  visit?: (content: Uint8Array, file: string) => Promise<void>,
): Promise<string> {
  const lines = new Array<string>(paths.length);
  await inParallel(
    paths.length,
    AT_ONCE,
    async (i) => {
      const file = path.join(folder, paths[i]!);
      const content = await readFile(file).catch((error: unknown) => {
        throw fileError(error, file);
      });
      lines[i] = `${createHash('sha256').update(content).digest('hex')}  ${paths[i]}\n`;
      await visit?.(content, file);
      onRead(name, content.length);
    },
    signal,
  );
  const whole = createHash('sha256');
  for (const line of lines) whole.update(line);
  return whole.digest('hex');
}

async function readSaved(file: string): Promise<Survey | null> {
  try {
    const { statistics, digests } = JSON.parse(await readFile(file, 'utf8')) as Survey;
    const numbers = [...statistics.mean, ...statistics.deviation];
    const isWhole = numbers.length === 2 * pictureShape[2] && numbers.every((value) => value > 0 && value < 1);
    const isNamed = [digests.train, digests.test].every((digest) => /^[0-9a-f]{64}$/.test(digest));
    return isWhole && isNamed ? { statistics, digests } : null;
  } catch {
    return null; // not there, or not what was saved: then it is made anew
  }
}

/** Saves time and nothing else, so a folder that cannot be written to is no error. */
async function save(file: string, survey: Survey): Promise<void> {
  const partial = `${file}.${randomUUID()}`;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(partial, JSON.stringify(survey, null, 1));
    await rename(partial, file);
  } catch {
    await rm(partial, { force: true }).catch(() => undefined);
  }
}
