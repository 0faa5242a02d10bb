import type { PrismaClient, Split } from '../../prisma/client.ts';
import type { RequestContext } from '../access/request-context.ts';
import { measuredOutcomes } from '../measuring/measured-outcomes.ts';
import { isRecorded, recordedOutcomes, type RecordedOutcome } from '../measuring/recorded-values.ts';
import { outcomeOf } from '../measuring/outcome-of.ts';
import { type Place, seriesPlaces } from '../measuring/series-places.ts';
import { type MetricId, metricOf } from '../metrics/catalogue.ts';
import { demandRuns } from '../runs/list-runs.ts';
import type { Run } from '../runs/run.type.ts';
import type { Cell, Column, ExportTable, Row } from './export-table.ts';
import { type MeasuredCell, measuredCell, metricColumn } from './measured-cell.ts';
import { demandStudy } from './visible-study.ts';

export interface SeriesQuery {
  runs?: string[];
  study?: string;
  metrics: MetricId[];
  split: Split;
  layer: string;
  from?: number;
  to?: number;
  /** one column a metric instead of one row a value */
  wide: boolean;
}

/** Epochs measured at once: as many as the measuring pool takes in one message. */
const EPOCHS = 64;
const LAST_EPOCH = 2 ** 31 - 1;

const RUN_COLUMNS: Column[] = [
  { name: 'run_id', type: 'text' },
  { name: 'run_name', type: 'text' },
  { name: 'architecture', type: 'text' },
  { name: 'depth', type: 'integer' },
  { name: 'dataset', type: 'text' },
  { name: 'seed', type: 'integer' },
  { name: 'split', type: 'text' },
  { name: 'layer', type: 'text' },
  { name: 'epoch', type: 'integer' },
  { name: 'epochs_since_terminal_phase', type: 'integer' },
];

const LONG_COLUMNS: Column[] = [
  ...RUN_COLUMNS,
  { name: 'metric', type: 'text' },
  { name: 'formula_version', type: 'integer' },
  { name: 'value', type: 'number' },
  { name: 'kind', type: 'text' },
  { name: 'reason', type: 'text' },
];

/** The curves of runs at every epoch that the API's curves have: nothing is thinned, and what is not known yet is measured on the way. */
export async function seriesTable(context: RequestContext, query: SeriesQuery): Promise<ExportTable> {
  const runs = await demandRuns(context, query.runs ?? (await runsOfStudy(context, query.study!)));
  const columns = query.wide ? [...RUN_COLUMNS, ...query.metrics.map((metric): Column => ({ name: metricColumn(metric), type: 'number' }))] : LONG_COLUMNS;
  return { name: 'series', columns, batches: () => seriesRows(context.record, runs, query) };
}

async function runsOfStudy(context: RequestContext, study: string): Promise<string[]> {
  const { id } = await demandStudy(context, study);
  const rows = await context.record.run.findMany({ where: { studyId: id, archivedAt: null }, select: { id: true }, orderBy: { id: 'asc' } });
  return rows.map((row) => row.id);
}

async function* seriesRows(record: PrismaClient, runs: readonly Run[], query: SeriesQuery): AsyncGenerator<Row[]> {
  const { metrics, split, layer, from = 0, to = LAST_EPOCH } = query;
  for (const run of runs) {
    const places = (await seriesPlaces(record, { windows: [{ runId: run.id, from, to }], metrics, split, layer })).get(run.id)?.places ?? [];
    const needsRows = metrics.some(isRecorded) || places.some(({ digest }) => digest === null);
    const recorded = await recordedOutcomes(record, needsRows ? [run.id] : [], split, from);
    for (let i = 0; i < places.length; i += EPOCHS) yield await rowsOf(record, run, query, places.slice(i, i + EPOCHS), recorded);
  }
}

async function rowsOf(record: PrismaClient, run: Run, query: SeriesQuery, places: Place[], recorded: RecordedOutcome): Promise<Row[]> {
  const digests = places.flatMap(({ digest }) => digest ?? []);
  const measured = await measuredOutcomes(record, digests, query.metrics.filter((metric) => !isRecorded(metric)));
  const cellOf = (metric: MetricId, { epoch, digest }: Place): MeasuredCell =>
    measuredCell(digest === null || isRecorded(metric) ? recorded(metric, run.id, epoch) : outcomeOf(metric, epoch, digest, measured));
  return places.flatMap((place): Row[] => {
    const head = headOf(run, query, place.epoch);
    if (query.wide) return [[...head, ...query.metrics.map((metric) => cellOf(metric, place).value)]];
    return query.metrics.map((metric) => {
      const { value, kind, reason } = cellOf(metric, place);
      return [...head, metric, metricOf(metric).version, value, kind, reason];
    });
  });
}

function headOf(run: Run, { split, layer }: SeriesQuery, epoch: number): Cell[] {
  const since = run.terminalPhaseEpoch === null ? null : epoch - run.terminalPhaseEpoch;
  return [run.id, run.name, run.architecture, run.depth, run.dataset, run.seed, split, layer, epoch, since];
}
