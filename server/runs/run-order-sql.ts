import { Prisma } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import type { KeyColumn } from '../access/keyset.ts';
import type { PartColumn } from '../access/keyset-parts.ts';
import { checkPlace } from '../measuring/value-place.ts';
import type { ValueSql } from '../measuring/value-sql.ts';
import type { RunOrder, RunOrderKey } from './run-order.input.ts';
import type { RunTables } from './run-sql.ts';

const NEWEST_FIRST = { key: 'CREATED', direction: 'DESC' } as const;

/** The order asked for, or newest first. @throws CollapsarError BAD_USER_INPUT where key and metric do not go together */
export function checkRunOrder(order: RunOrder | null | undefined): RunOrder {
  const { key, metric } = order ?? NEWEST_FIRST as RunOrder;
  if ((key === 'METRIC') !== (metric != null)) {
    throw new CollapsarError('BAD_USER_INPUT', 'The order METRIC needs `metric`, which says the value, and no other order takes one.');
  }
  if (metric) checkPlace({ ...metric, metric: metric.name });
  return order ?? NEWEST_FIRST;
}

/** The columns that order a list of "Run" AS r; the id, which is unique, comes last. */
export function runOrderColumns({ key, metric }: RunOrder, tables: RunTables): PartColumn[] {
  if (key === 'METRIC') return valueColumns(tables.value(metric!, metric!.name));
  if (key === 'TEST_ERROR') return valueColumns(tables.testError());
  return [...COLUMNS[key], { sql: Prisma.sql`r.id`, type: 'string' }];
}

const valueColumns = ({ value, runId }: ValueSql): PartColumn[] => [{ sql: value, type: 'real?' }, { sql: Prisma.sql`r.id`, type: 'string', besideFirst: runId }];

const COLUMNS: Record<Exclude<RunOrderKey, 'METRIC' | 'TEST_ERROR'>, KeyColumn[]> = {
  CREATED: [{ sql: Prisma.sql`r."createdAt"`, type: 'time' }],
  STARTED: [{ sql: Prisma.sql`r."startedAt"`, type: 'time?' }],
  FINISHED: [{ sql: Prisma.sql`r."finishedAt"`, type: 'time?' }],
  NAME: [{ sql: Prisma.sql`lower(r.name)`, type: 'string' }],
  ARCHITECTURE: [{ sql: Prisma.sql`r.architecture`, type: 'string' }, { sql: Prisma.sql`r.depth`, type: 'number' }],
  DATASET: [{ sql: Prisma.sql`r.dataset`, type: 'string' }],
  // the enum's own order, which is that of its declaration
  STATUS: [{ sql: Prisma.sql`array_position(enum_range(NULL::"RunStatus"), r.status)`, type: 'number' }],
  LAST_EPOCH: [{ sql: Prisma.sql`r."lastEpoch"`, type: 'number' }],
  TERMINAL_PHASE_EPOCH: [{ sql: Prisma.sql`r."terminalPhaseEpoch"`, type: 'number?' }],
};
