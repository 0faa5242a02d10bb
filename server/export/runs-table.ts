import type { Prisma, Run, Split } from '../../prisma/client.ts';
import type { ArchitectureOptions, Optimiser, Schedule } from '../../prisma/run-settings.ts';
import type { RequestContext } from '../access/request-context.ts';
import type { MetricId } from '../metrics/catalogue.ts';
import type { Cell, Column, ExportTable, Row } from './export-table.ts';
import { metricColumn } from './measured-cell.ts';
import { type RunMoments, runMoments } from './run-moments.ts';
import { demandStudy } from './visible-study.ts';

export interface RunsQuery {
  study?: string;
  metrics: MetricId[];
  split: Split;
  layer: string;
  /** whether runs that were put aside are in it */
  archived: boolean;
}

const PAGE = 50;

const options = (run: Run) => run.architectureOptions as ArchitectureOptions;
const optimiser = (run: Run) => run.optimiser as unknown as Optimiser;
const steps = (run: Run) => (run.schedule as unknown as Schedule).steps;

/** What a run is and how it stands: one line a column. */
const SETTINGS: [Column['type'], string, (run: Run) => Cell | undefined][] = [
  ['text', 'run_id', (run) => run.id],
  ['text', 'run_name', (run) => run.name],
  ['text', 'study_id', (run) => run.studyId],
  ['text', 'status', (run) => run.status],
  ['text', 'source', (run) => run.source],
  ['boolean', 'generated', (run) => run.generated],
  ['text', 'architecture', (run) => run.architecture],
  ['integer', 'depth', (run) => run.depth],
  ['integer', 'width', (run) => options(run).width],
  ['text', 'head', (run) => options(run).head],
  ['integer', 'growth', (run) => options(run).growth],
  ['text', 'variant', (run) => options(run).variant],
  ['text', 'dataset', (run) => run.dataset],
  ['text', 'dataset_digest', (run) => run.datasetDigest],
  ['boolean', 'dataset_verified', (run) => run.datasetVerified],
  ['integer', 'samples_per_class', (run) => run.samplesPerClass],
  ['integer', 'test_samples_per_class', (run) => run.testSamplesPerClass],
  ['integer', 'classes', (run) => run.classes],
  ['integer', 'features', (run) => run.features],
  ['integer', 'parameters', (run) => run.parameters],
  ['integer', 'train_samples', (run) => run.trainSamples],
  ['integer', 'test_samples', (run) => run.testSamples],
  ['text', 'loss', (run) => run.loss],
  ['text', 'loss_reduction', (run) => run.lossReduction],
  ['text', 'optimiser', (run) => optimiser(run).kind],
  ['number', 'learning_rate', (run) => optimiser(run).learningRate],
  ['number', 'momentum', (run) => optimiser(run).momentum],
  ['number', 'weight_decay', (run) => optimiser(run).weightDecay],
  ['integer', 'batch_size', (run) => optimiser(run).batchSize],
  ['text', 'learning_rate_steps', (run) => steps(run)?.map(({ afterEpoch, factor }) => `${afterEpoch}:${factor}`).join(' ')],
  ['integer', 'seed', (run) => run.seed],
  ['integer', 'planned_epochs', (run) => run.plannedEpochs],
  ['integer', 'last_epoch', (run) => run.lastEpoch],
  ['number', 'terminal_phase_accuracy', (run) => run.terminalPhaseAccuracy],
  ['integer', 'terminal_phase_epoch', (run) => run.terminalPhaseEpoch],
  ['text', 'layers', (run) => run.layers.join(' ')],
  ['text', 'tags', (run) => run.tags.join(' ')],
  ['text', 'note', (run) => run.note],
  ['text', 'backend', (run) => run.backend],
  ['text', 'code_version', (run) => run.codeVersion],
  ['text', 'error', (run) => run.error],
  ['time', 'created_at', (run) => run.createdAt],
  ['time', 'started_at', (run) => run.startedAt],
  ['time', 'finished_at', (run) => run.finishedAt],
];

const MOMENTS: Column[] = [
  { name: 'measured_split', type: 'text' },
  { name: 'measured_layer', type: 'text' },
  { name: 'last_measured_epoch', type: 'integer' },
];

/** One row a run: its settings, and each metric at the terminal phase's first epoch, in the last measured epoch, and where it was best. */
export async function runsTable(context: RequestContext, query: RunsQuery): Promise<ExportTable> {
  const studyId = query.study === undefined ? context.caller.studyId : (await demandStudy(context, query.study)).id;
  const where: Prisma.RunWhereInput = { ...(studyId !== null && { studyId }), ...(!query.archived && { archivedAt: null }) };
  const settings = SETTINGS.map(([type, name]): Column => ({ name, type }));
  return { name: 'runs', columns: [...settings, ...MOMENTS, ...query.metrics.flatMap(momentColumns)], batches: () => runRows(context, where, query) };
}

const momentColumns = (metric: MetricId): Column[] => {
  const name = metricColumn(metric);
  return [
    { name: `${name}_terminal`, type: 'number' },
    { name: `${name}_last`, type: 'number' },
    { name: `${name}_best`, type: 'number' },
    { name: `${name}_best_epoch`, type: 'integer' },
  ];
};

async function* runRows({ record }: RequestContext, where: Prisma.RunWhereInput, query: RunsQuery): AsyncGenerator<Row[]> {
  for (let after = ''; ; ) {
    const runs = await record.run.findMany({ where: { ...where, id: { gt: after } }, orderBy: { id: 'asc' }, take: PAGE });
    for (const run of runs) yield [rowOf(run, query, await runMoments(record, run, query))];
    if (runs.length < PAGE) break;
    after = runs.at(-1)!.id;
  }
}

function rowOf(run: Run, { split, layer, metrics }: RunsQuery, { lastEpoch, ofMetric }: RunMoments): Row {
  const moments = metrics.flatMap((metric): Cell[] => {
    const { terminal, last, best, bestEpoch } = ofMetric(metric);
    return [terminal, last, best, bestEpoch];
  });
  return [...SETTINGS.map(([, , read]) => read(run) ?? null), split, layer, lastEpoch, ...moments];
}
