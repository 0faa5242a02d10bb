import { ARCHITECTURE_DEPTHS } from '../../prisma/architecture-depths.ts';
import type { PrismaClient } from '../../prisma/client.ts';
import { PAPER_VALUES, type PaperValues } from '../../prisma/paper-values.ts';
import type { Caller } from '../access/caller.ts';
import type { Architecture } from './architecture.type.ts';
import type { DataSet, PaperSettings } from './data-set.type.ts';

type Seeing = Pick<Caller, 'studyId'>;

/** The data sets of the paper in its order, then those that only runs of the record name. */
export async function listDataSets(record: PrismaClient, caller: Seeing): Promise<DataSet[]> {
  const counts = await runsBy(record, 'dataset', caller);
  return namesOf(PAPER_VALUES, counts).map((name) => ({ name, paper: paperSettings(ownOf(PAPER_VALUES, name)), runCount: counts.get(name) ?? 0 }));
}

/** The families that can be trained, then those that only runs of the record name. */
export async function listArchitectures(record: PrismaClient, caller: Seeing): Promise<Architecture[]> {
  const counts = await runsBy(record, 'architecture', caller);
  return namesOf(ARCHITECTURE_DEPTHS, counts).map((name) => ({ name, depths: ownOf(ARCHITECTURE_DEPTHS, name) ?? [], runCount: counts.get(name) ?? 0 }));
}

/** A record of many foreign names must not make the answer grow without end. */
const MOST_FOREIGN_NAMES = 200;

function namesOf(known: object, counts: ReadonlyMap<string, number>): string[] {
  const foreign = [...counts.keys()].filter((name) => !Object.hasOwn(known, name));
  return [...Object.keys(known), ...foreign.sort().slice(0, MOST_FOREIGN_NAMES)];
}

/** A run of the record may name its data set "constructor". */
const ownOf = <T>(known: Readonly<Record<string, T>>, name: string): T | undefined => (Object.hasOwn(known, name) ? known[name] : undefined);

async function runsBy(record: PrismaClient, column: 'dataset' | 'architecture', { studyId }: Seeing): Promise<Map<string, number>> {
  const groups = await record.run.groupBy({ by: [column], where: { archivedAt: null, ...(studyId !== null && { studyId }) }, _count: { _all: true } });
  return new Map(groups.map((group) => [group[column], group._count._all]));
}

function paperSettings(values: PaperValues | undefined): PaperSettings | null {
  if (!values) return null;
  const { epochs, stepsAfter, ...rest } = values;
  return { ...rest, epochCount: epochs, stepsAfter: stepsAfter.map(([numerator, denominator]) => ({ numerator, denominator })) };
}
