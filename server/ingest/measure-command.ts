import { CollapsarError } from '../../prisma/errors.ts';
import { metricOf, type MetricId } from '../metrics/catalogue.ts';
import { type Answer, epochInName, inOrder, toJson } from './answer.ts';
import { type MeasureArguments, readArguments } from './arguments.ts';
import { measureFile } from './measure.ts';
import { measureHelp } from './measure-help.ts';
import { toCsv } from './print-csv.ts';
import { toTable } from './print-table.ts';
import { Progress } from './progress.ts';
import { checkSnapshotPlace, writeSnapshot } from './write-snapshot.ts';

/** Most features for which Σ_W, a p x p matrix, is summed unasked, and when a metric that needs it is named: it costs p/C times what all else does. */
const COVARIANCE_FEATURES = { unasked: 512, named: 4096 };

/** `collapsar measure`: all in, then all out, so that nothing is printed of a question that fails. Gives the exit code. */
export async function runMeasure(words: string[], folder: string): Promise<number> {
  try {
    const asked = readArguments(words, folder);
    await print(asked.help ? measureHelp() : await answer(asked));
    return 0;
  } catch (error) {
    if (!(error instanceof CollapsarError)) throw error;
    process.stderr.write(`${error.message.replaceAll(/\s*\n\s*/g, ' ')}\n`);
    return 2;
  }
}

async function answer(asked: MeasureArguments): Promise<string> {
  const { files, weights, ids, snapshot } = asked;
  if (snapshot !== undefined) checkSnapshotPlace(snapshot, [...files, ...(weights === undefined ? [] : [weights])]);
  const answers = inOrder(await measureAll(asked));
  if (snapshot !== undefined) writeSnapshot(snapshot, { ...answers[0]!.core, metadata: { ...answers[0]!.core.metadata, epoch: answers[0]!.epoch ?? 0 } });
  if (asked.format === 'json') return toJson(answers);
  if (asked.format === 'csv') return toCsv(answers, ids);
  return toTable(answers, ids, process.stdout.columns || 120);
}

async function measureAll({ files, weights, ids, ...asked }: MeasureArguments): Promise<Answer[]> {
  const limits = asked.covariance ? { covarianceUpTo: covarianceLimit(ids, asked.named), rescueUpTo: COVARIANCE_FEATURES.unasked } : { covarianceUpTo: 0, rescueUpTo: 0 };
  const progress = new Progress(files.length);
  const answers: Answer[] = [];
  try {
    for (const [done, file] of files.entries()) {
      const measured = await measureFile({ file, weights, ids, ...limits, onProgress: (bytes, total) => progress.show(done + bytes / total) });
      answers.push({ ...measured, file, epoch: measured.epoch ?? epochInName(file, files.length > 1) });
    }
  } finally {
    await progress.end();
  }
  return answers;
}

function covarianceLimit(ids: readonly MetricId[], named: boolean): number {
  if (!ids.some((id) => metricOf(id).needs.includes('covariance'))) return 0;
  return named ? COVARIANCE_FEATURES.named : COVARIANCE_FEATURES.unasked;
}

/** Waits until the text is out; a reader that has seen enough and closed the pipe is no fault. */
function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EPIPE' ? resolve() : reject(error)));
    process.stdout.write(`${text}\n`, () => resolve());
  });
}
