import type { PrismaClient } from '../../prisma/client.ts';
import type { RunSettings } from '../../prisma/run-settings.ts';
import { type BasisTimes, basisTimes } from './basis-times.ts';
import { countImages } from './count-images.ts';
import { type Images, runTime } from './estimate-time.ts';
import { type Basis, type BasisRun, findBasis } from './find-basis.ts';
import { BasisKind, type LaunchEstimate } from './launch-plan.type.ts';
import { snapshotSize } from './snapshot-size.ts';

/** Weights and momentum in float32; running statistics are few. */
const BYTES_A_PARAMETER = 8;
/** As many as a trainer keeps unless told otherwise. */
const KEPT_CHECKPOINTS = 2;
const TRY = 'npm run train with these settings and --dry-run tries two steps on a machine';

type Time = Pick<LaunchEstimate, 'basis' | 'runMs' | 'leastMs' | 'mostMs' | 'timeReason'>;
type Disk = Pick<LaunchEstimate, 'parameterCount' | 'checkpointBytes' | 'snapshotBytes' | 'diskReason'>;

/** What a run will take, from what earlier runs took. Nothing is guessed without one. */
export async function estimate(record: PrismaClient, settings: RunSettings): Promise<LaunchEstimate> {
  const [basis, images] = await Promise.all([findBasis(record, settings), countImages(record, settings)]);
  const [time, disk] = await Promise.all([timeFrom(record, basis, settings, images), diskFrom(record, basis, settings)]);
  return { trainImages: images.train, ...time, ...disk };
}

async function timeFrom(record: PrismaClient, basis: Basis | null, settings: RunSettings, images: { [split in keyof Images]: number | null }): Promise<Time> {
  if (!basis) return noTime(`No run of this network yet; ${TRY}.`);
  const times = await basisTimes(record, basis.runs.map(({ id }) => id));
  const timed = basis.runs.flatMap((run) => (times.has(run.id) ? [{ run, ...times.get(run.id)! }] : []));
  if (timed.length === 0) return noTime(`The runs of this network told no speed; ${TRY}.`);
  const told = { basis: presentBasis(basis.kind, timed), runMs: null, leastMs: null, mostMs: null, timeReason: null };
  const { train } = images;
  if (train === null) return { ...told, timeReason: `No run on all images of ${settings.dataset} yet, so their number is not known here; ${TRY}.` };
  const runs = timed.map(({ run, ...like }) => runTime(settings, { train, test: images.test ?? run.testSamples ?? 0 }, { ...like, images: imagesOf(run) }));
  return { ...told, runMs: mean(runs), leastMs: Math.min(...runs), mostMs: Math.max(...runs) };
}

async function diskFrom(record: PrismaClient, basis: Basis | null, settings: RunSettings): Promise<Disk> {
  if (basis?.kind !== BasisKind.SAME_NETWORK) return { parameterCount: null, checkpointBytes: null, snapshotBytes: null, diskReason: `No run of this network on ${settings.dataset} yet; ${TRY}.` };
  const parameterCount = basis.runs.find(({ parameters }) => parameters !== null)?.parameters ?? null;
  const size = await snapshotSize(record, basis.runs.map(({ id }) => id), settings);
  return {
    parameterCount,
    checkpointBytes: parameterCount === null ? null : KEPT_CHECKPOINTS * BYTES_A_PARAMETER * parameterCount,
    snapshotBytes: typeof size === 'number' ? size : null,
    diskReason: typeof size === 'number' ? null : `No snapshot of ${size.missing} is recorded of this network yet.`,
  };
}

function presentBasis(kind: BasisKind, timed: ({ run: BasisRun } & BasisTimes)[]): Time['basis'] {
  const { architecture, depth, dataset } = timed[0]!.run;
  return {
    kind, architecture, depth, dataset,
    runIds: timed.map(({ run }) => run.id),
    imagesPerSecond: mean(timed.map(({ imagesPerSecond }) => imagesPerSecond)),
    epochCount: timed.reduce((sum, { epochCount }) => sum + epochCount, 0),
  };
}

const noTime = (timeReason: string): Time => ({ basis: null, runMs: null, leastMs: null, mostMs: null, timeReason });
const imagesOf = ({ trainSamples, testSamples }: BasisRun): Images => ({ train: trainSamples!, test: testSamples ?? 0 });
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
