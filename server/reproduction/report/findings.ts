import type { PrismaClient, Run, Split } from '../../../prisma/client.ts';
import { type CollapseRate, collapseRate } from '../../comparison/collapse-rate.ts';
import { series } from '../../measuring/series.ts';
import type { MetricId } from '../../metrics/catalogue.ts';
import { groupBy } from '../../paper/group-by.ts';
import { BENEFITS, type Claim, CLAIMS } from './claims.ts';

/** A metric of a run over its measured epochs, and at the two epochs that the paper compares. */
export interface Curve {
  epochs: readonly number[];
  values: readonly (number | null)[];
  /** in the first epoch of the terminal phase; null where not measured */
  atStart: number | null;
  atEnd: number | null;
}

/** What the study measured of one run. */
export interface Finding {
  run: Run;
  terminalPhaseEpoch: number;
  curveOf: (claim: Claim) => Curve;
  /** slope of log10 NC1 against log10 epoch since the terminal phase began; a text where there is none */
  rate: CollapseRate | string;
  /** epochs of the terminal phase in which all train images were evaluated, and those of them with an error */
  evaluated: { count: number; withError: number };
}

/** The finished runs of a study that reached the terminal phase, in the order in which they were queued. */
export async function findings(record: PrismaClient, studyId: string): Promise<Finding[]> {
  const runs = await record.run.findMany({ where: { studyId, status: 'COMPLETED', terminalPhaseEpoch: { not: null } }, orderBy: { id: 'asc' } });
  const found: Finding[] = [];
  for (const run of runs) found.push(await findingOf(record, run));
  return found;
}

async function findingOf(record: PrismaClient, run: Run): Promise<Finding> {
  const start = run.terminalPhaseEpoch!;
  const curves = new Map<string, Curve>();
  let rate: CollapseRate | string = 'NOT_MEASURED: NC1 is not there.';
  for (const split of ['TRAIN', 'TEST'] as const) {
    const metrics = [...CLAIMS, ...BENEFITS].filter((claim) => claim.split === split).map(({ metric }) => metric);
    const [read] = await series(record, { runIds: [run.id], metrics, split, layer: 'last', mostNumbers: Number.POSITIVE_INFINITY }, Number.POSITIVE_INFINITY);
    const { epochs, columns } = read!;
    for (const column of columns) {
      curves.set(key(column.metric, split), curveOf(epochs, column.values, start));
      if (column.metric === 'NC1') rate = collapseRate({ epochs, column }, 'LOG', start);
    }
  }
  const evaluated = await record.epoch.findMany({ where: { runId: run.id, epoch: { gte: start }, trainError: { not: null } }, select: { trainError: true } });
  return {
    run,
    terminalPhaseEpoch: start,
    curveOf: ({ metric, split }) => curves.get(key(metric, split))!,
    rate,
    evaluated: { count: evaluated.length, withError: evaluated.filter(({ trainError }) => trainError! > 0).length },
  };
}

const key = (metric: MetricId, split: Split) => `${metric} ${split}`;

function curveOf(epochs: readonly number[], values: readonly (number | null)[], start: number): Curve {
  const last = values.findLastIndex((value) => value !== null);
  return { epochs, values, atStart: values[epochs.indexOf(start)] ?? null, atEnd: values[last] ?? null };
}

/** The runs of the paper's grid: one a network and data set, by cross-entropy, of the smallest seed. */
export function gridOf(all: readonly Finding[]): Finding[] {
  const first = new Map<string, Finding>();
  for (const each of all) {
    const { architecture, dataset, loss, seed } = each.run;
    if (loss !== 'CROSS_ENTROPY') continue;
    const before = first.get(`${dataset} ${architecture}`);
    if (!before || seed < before.run.seed) first.set(`${dataset} ${architecture}`, each);
  }
  return [...first.values()];
}

/** Runs that differ in the seed alone, together, where there are several. */
export function seedGroups(all: readonly Finding[]): Finding[][] {
  const groups = groupBy(all, ({ run }) => JSON.stringify([run.architecture, run.depth, run.dataset, run.loss, run.plannedEpochs]));
  return [...groups.values()].filter((group) => group.length > 1);
}
