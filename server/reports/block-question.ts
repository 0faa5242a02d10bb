import { z } from 'zod';
import { Split } from '../../prisma/client.ts';
import { GroupBy } from '../comparison/group-runs.ts';
import { Band, Centre } from '../comparison/spread.ts';
import { SeriesAlign } from '../measuring/series.ts';
import { MetricId } from '../metrics/catalogue.ts';
import { PAPER_ARCHITECTURES, PAPER_DATASETS } from '../paper/published.ts';

const id = z.string().regex(/^[\w-]{1,200}$/, { error: 'must be an id' });
const epoch = z.int().min(0).max(1_000_000_000);
const metrics = z.array(z.enum(MetricId, { error: `must be ids of metrics: ${Object.keys(MetricId).join(', ')}` })).min(1).max(6).refine(areDifferent, { error: 'must be different metrics' });
const runs = z.array(id).min(1).max(40).refine(areDifferent, { error: 'must be different runs' });
const place = { split: z.enum(Split).default('TRAIN'), layer: z.string().min(1).max(200).default('last') };
const title = z.string().max(200).optional();

function areDifferent(list: readonly unknown[]): boolean {
  return new Set(list).size === list.length;
}

/** Curves of runs, or with `groupBy` of groups of runs with their spread. */
const chart = z
  .strictObject({
    kind: z.literal('chart'), title, runs, metrics, ...place,
    from: epoch.optional(), to: epoch.optional(),
    align: z.enum(SeriesAlign).default('EPOCH'),
    groupBy: z.enum(GroupBy).optional(), centre: z.enum(Centre).default('MEAN'), band: z.enum(Band).default('MIN_MAX'),
  })
  .refine(({ groupBy, from, to }) => groupBy === undefined || (from === undefined && to === undefined), { error: 'from and to are of curves of single runs; leave out either them or groupBy' })
  .refine((asked) => asked.runs.length * asked.metrics.length <= 40, { error: 'runs times metrics must be at most 40 curves' });

/** One value a run and metric. */
const table = z.strictObject({ kind: z.literal('table'), title, runs, metrics, ...place, point: z.enum(['TERMINAL_PHASE', 'LAST', 'BEST']).default('LAST') });

/** Class means and classifiers of one epoch; of the last measured one when left out. */
const geometry = z.strictObject({
  kind: z.literal('geometry'), title, run: id, ...place, epoch: epoch.optional(),
  classes: z.array(z.int().min(0)).min(2).max(50).refine(areDifferent, { error: 'must be different classes' }).optional(),
  dimensions: z.union([z.literal(2), z.literal(3)]).default(2),
});

/** A cell of the paper's grid, filled from the report's study. */
const paperCell = z.strictObject({ kind: z.literal('paper-cell'), title, architecture: z.enum(PAPER_ARCHITECTURES), dataset: z.enum(PAPER_DATASETS), metrics: metrics.optional() });

/** What people said at one place. */
const thread = z.strictObject({ kind: z.literal('thread'), title, thread: id });

export const blockQuestion = z.discriminatedUnion('kind', [chart, table, geometry, paperCell, thread]);

/** What a block of a report asks. */
export type BlockQuestion = z.output<typeof blockQuestion>;
export type QuestionOf<K extends BlockQuestion['kind']> = Extract<BlockQuestion, { kind: K }>;
