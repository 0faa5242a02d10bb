import type { Prisma, PrismaClient } from '../../prisma/client.ts';
import type { RunSettings } from '../../prisma/run-settings.ts';
import { BasisKind } from './launch-plan.type.ts';

/** So many of the newest runs are read: enough to see how they differ, few enough to follow a change of machine. */
const MOST_RUNS = 5;
/** Among so many of the newest runs of the family the nearest depth is sought. */
const SOUGHT = 200;

const COLUMNS = {
  id: true, architecture: true, depth: true, dataset: true, classes: true, parameters: true, samplesPerClass: true, testSamplesPerClass: true,
  trainSamples: true, testSamples: true,
} satisfies Prisma.RunSelect;

export type BasisRun = Prisma.RunGetPayload<{ select: typeof COLUMNS }>;

export interface Basis {
  kind: BasisKind;
  /** newest first, at least one */
  runs: BasisRun[];
}

type Network = Pick<RunSettings, 'architecture' | 'depth' | 'options' | 'dataset'>;

/** The earlier runs that tell most of a network: of the same one, else on other data, else the nearest of its family; null where none was trained. */
export async function findBasis(record: PrismaClient, network: Network): Promise<Basis | null> {
  const { architecture, depth, options, dataset } = network;
  const same = { architecture, depth, architectureOptions: { equals: { ...options } } };
  const wanted: [BasisKind, Prisma.RunWhereInput][] = [
    [BasisKind.SAME_NETWORK, { ...same, dataset }],
    [BasisKind.OTHER_DATA_SET, same],
  ];
  for (const [kind, where] of wanted) {
    const runs = await trainedRuns(record, where, MOST_RUNS);
    if (runs.length > 0) return { kind, runs: onOneDataSet(runs) };
  }
  const kin = await trainedRuns(record, { architecture }, SOUGHT);
  return kin.length === 0 ? null : { kind: BasisKind.OTHER_NETWORK, runs: nearest(kin, network).slice(0, MOST_RUNS) };
}

/** Runs that this record's trainers gave at least one epoch to; what a program made up tells nothing of time. */
function trainedRuns(record: PrismaClient, where: Prisma.RunWhereInput, take: number): Promise<BasisRun[]> {
  const trained: Prisma.RunWhereInput = { source: 'TRAINED', generated: false, lastEpoch: { gt: 0 }, trainSamples: { gt: 0 } };
  return record.run.findMany({ where: { ...where, ...trained }, select: COLUMNS, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take });
}

const onOneDataSet = (runs: BasisRun[]): BasisRun[] => runs.filter(({ dataset }) => dataset === runs[0]!.dataset);

/** Those of the nearest depth, on the same data set where one is there. */
function nearest(kin: BasisRun[], { depth, dataset }: Network): BasisRun[] {
  const distance = (run: BasisRun) => Math.abs(Math.log(run.depth / depth)) + (run.dataset === dataset ? 0 : 10);
  const first = kin.reduce((best, run) => (distance(run) < distance(best) ? run : best));
  return kin.filter((run) => run.depth === first.depth && run.dataset === first.dataset);
}
