import { z } from 'zod';
import { CollapsarError } from '../../prisma/errors.ts';
import { LIMITS } from '../access/limits.ts';
import { MetricId } from '../metrics/catalogue.ts';

const list = (what: string, most: number) =>
  z
    .string()
    .transform((text) => [...new Set(text.split(',').filter((word) => word !== ''))])
    .refine((words) => words.length > 0 && words.length <= most, { error: `1 to ${most} ${what}, separated by commas` });

const ids = z.string().regex(/^[\w-]{1,200}$/, { error: 'an id or a short name' });
const runs = list('ids of runs', LIMITS.exportedRuns).pipe(z.array(ids));
const metrics = list('ids of metrics', Object.keys(MetricId).length).pipe(z.array(z.enum(MetricId, { error: `ids of metrics: ${Object.keys(MetricId).join(', ')}` })));
const epoch = z.string().regex(/^\d{1,9}$/, { error: 'the number of an epoch' }).transform(Number);
const flag = z.enum(['0', '1'], { error: '0 or 1' }).default('0').transform((text) => text === '1');
const split = z.enum(['TRAIN', 'TEST'], { error: 'TRAIN or TEST' }).default('TRAIN');
const layer = z.string().max(200, { error: 'the name of a layer' }).default('last');

const PAPER_METRICS = ['NC1', 'NC2_EQUINORM_MEANS', 'NC2_EQUINORM_WEIGHTS', 'NC2_EQUIANGULAR_MEANS', 'NC2_EQUIANGULAR_WEIGHTS', 'NC2_MAX_ANGLE_MEANS', 'NC2_MAX_ANGLE_WEIGHTS', 'NC3_DUALITY', 'NC4_MISMATCH'] as const;
const paperMetrics = metrics.default([...PAPER_METRICS]);

export const seriesQuery = z
  .strictObject({ runs: runs.optional(), study: ids.optional(), metrics: paperMetrics, split, layer, from: epoch.optional(), to: epoch.optional(), wide: flag })
  .refine(({ runs, study }) => (runs === undefined) !== (study === undefined), { error: 'given as either runs=ID,ID or study=ID', path: ['runs'] });
export const runsQuery = z.strictObject({ study: ids.optional(), metrics: paperMetrics, split, layer, archived: flag });
export const epochsQuery = z.strictObject({ run: runs });
const text = z.string().min(1, { error: 'a text' }).max(200, { error: 'a text of at most 200 characters' });
const moment = z.iso.datetime({ offset: true, error: 'a time such as 2026-11-25T00:00:00Z' }).transform((time) => new Date(time));
export const auditQuery = z.strictObject({
  person: text.optional(), caller: text.optional(), subject: text.optional(), action: list('actions', 50).optional(),
  refused: z.enum(['0', '1'], { error: '0 or 1' }).transform((word) => word === '1').optional(), since: moment.optional(), before: moment.optional(),
});
export const archiveQuery = z.strictObject({ checkpoints: flag, values: flag });

/**
 * What an address asks for behind its question mark.
 *
 * @throws CollapsarError BAD_USER_INPUT that names the word and what it must be
 */
export function readQuery<T extends z.ZodType>(schema: T, query: unknown): z.output<T> {
  const parsed = schema.safeParse(query);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  if (issue.code === 'unrecognized_keys') throw refuse(`There is no setting "${issue.keys[0]}" of this export; docs/export.md lists those there are.`);
  const name = String(issue.path[0]);
  const given = (query as Record<string, unknown>)[name];
  if (Array.isArray(given)) throw refuse(`${name} is given ${given.length} times; it must be given once.`);
  throw refuse(given === undefined ? `${name} is missing; it must be ${wanted(issue)}.` : `${name} is ${JSON.stringify(given).slice(0, 200)}; it must be ${wanted(issue)}.`);
}

/** Our own rules say what is wanted; what zod says by itself begins otherwise. */
const wanted = ({ message }: { message: string }) => (message.startsWith('Invalid input') ? 'a text' : message);

const refuse = (sentence: string) => new CollapsarError('BAD_USER_INPUT', sentence);
