import type { Epoch, PrismaClient } from '../../prisma/client.ts';
import type { RequestContext } from '../access/request-context.ts';
import { demandRuns } from '../runs/list-runs.ts';
import type { Run } from '../runs/run.type.ts';
import type { Cell, Column, ExportTable, Row } from './export-table.ts';
import { kindOfNumber } from './measured-cell.ts';

const PAGE = 1000;

const number = (name: string): Column => ({ name, type: 'number' });
/** A number that need not be there, or need not be finite, and its kind. */
const kinded = (name: string): Column[] => [number(name), { name: `${name}_kind`, type: 'text' }];

const COLUMNS: Column[] = [
  { name: 'run_id', type: 'text' },
  { name: 'run_name', type: 'text' },
  { name: 'epoch', type: 'integer' },
  { name: 'epochs_since_terminal_phase', type: 'integer' },
  number('learning_rate'),
  ...kinded('running_loss'),
  number('running_error'),
  ...kinded('train_loss'),
  number('train_error'),
  ...kinded('test_loss'),
  number('test_error'),
  ...kinded('robustness'),
  number('images_per_second'),
  { name: 'duration_ms', type: 'integer' },
  { name: 'attempt', type: 'integer' },
  { name: 'recorded_at', type: 'time' },
];

/** Every epoch's row of runs, measured or not. */
export async function epochsTable(context: RequestContext, { run: ids }: { run: string[] }): Promise<ExportTable> {
  const runs = await demandRuns(context, ids);
  return { name: 'epochs', columns: COLUMNS, batches: () => epochRows(context.record, runs) };
}

async function* epochRows(record: PrismaClient, runs: readonly Run[]): AsyncGenerator<Row[]> {
  for (const run of runs) {
    for (let after = -1; ; ) {
      const rows = await record.epoch.findMany({ where: { runId: run.id, epoch: { gt: after } }, orderBy: { epoch: 'asc' }, take: PAGE });
      if (rows.length > 0) yield rows.map((row) => rowOf(run, row));
      if (rows.length < PAGE) break;
      after = rows.at(-1)!.epoch;
    }
  }
}

function rowOf(run: Run, row: Epoch): Row {
  const since = run.terminalPhaseEpoch === null ? null : row.epoch - run.terminalPhaseEpoch;
  const withKind = (value: number | null): Cell[] => [value, kindOfNumber(value)];
  return [
    ...[run.id, run.name, row.epoch, since, row.learningRate],
    ...[...withKind(row.runningLoss), row.runningError],
    ...[...withKind(row.trainLoss), row.trainError],
    ...[...withKind(row.testLoss), row.testError],
    ...withKind(row.robustness),
    ...[row.imagesPerSecond, row.durationMs, row.attempt, row.recordedAt],
  ];
}
