import type { RequestContext } from '../access/request-context.ts';
import { demandRuns } from '../runs/list-runs.ts';
import type { Run } from '../runs/run.type.ts';
import type { BaselineArguments, RegressionArguments } from './baseline.input.ts';
import type { BaselineComparison, RegressionReport } from './baseline.type.ts';
import { type FullCurve, fullCurves } from './full-curves.ts';
import { type DeltaRules, DeltaVerdict, type MetricDelta, metricDelta } from './metric-delta.ts';
import { seedGroups } from './seed-groups.ts';

/** Seeds that a band is taken over, the newest first, and runs that are checked where none are named. */
const MOST_SEEDS = 20;
const MOST_CHECKED = 40;

const NO_BASELINE = 'NO_BASELINE: no run of this study, architecture and data set was chosen as the baseline.';

/** Each run beside the baseline of its study, architecture and data set. @throws CollapsarError NOT_FOUND, COMPLEXITY_EXCEEDED */
export async function againstBaseline(context: RequestContext, question: BaselineArguments): Promise<BaselineComparison[]> {
  const runs = await demandRuns(context, [...new Set(question.runIds)]);
  const baselineIds = await baselinesOf(context, runs);
  const deltas = await deltasOf(context, runs, baselineIds, question);
  return runs.map((run) => {
    const found = deltas.get(run.id);
    return found ? { run, baseline: found.baseline, reason: null, deltas: found.deltas } : { run, baseline: null, reason: NO_BASELINE, deltas: [] };
  });
}

/**
 * What became worse than the baseline by more than the tolerance, and lies outside of its seeds' band where it has one. Without
 * `runIds` the runs of its cell that were queued after it are checked.
 *
 * @throws CollapsarError NOT_FOUND, COMPLEXITY_EXCEEDED
 */
export async function regressions(context: RequestContext, question: RegressionArguments): Promise<RegressionReport> {
  const [baseline] = await demandRuns(context, [question.baseline]);
  const runs = question.runIds ? await demandRuns(context, [...new Set(question.runIds)]) : await laterRuns(context, baseline!);
  const checked = runs.filter(({ id }) => id !== baseline!.id);
  const deltas = await deltasOf(context, checked, new Map(checked.map(({ id }) => [id, baseline!.id])), question);
  const all = checked.flatMap((run) => deltas.get(run.id)!.deltas.map((delta) => ({ run, delta })));
  const found = all.filter(({ delta }) => delta.verdict === DeltaVerdict.WORSE && delta.isOutsideBand !== false);
  return {
    baseline: baseline!,
    checkedRunCount: checked.length,
    hasRegressions: found.length > 0,
    isComplete: !all.some(({ delta }) => delta.isPending),
    regressions: found,
    undecided: all.filter(({ delta }) => delta.verdict === DeltaVerdict.UNDECIDED),
  };
}

/** The baseline's run id for each run that has one, by run id. */
async function baselinesOf({ record }: RequestContext, runs: readonly Run[]): Promise<Map<string, string>> {
  const pick = (key: 'studyId' | 'architecture' | 'dataset') => ({ in: [...new Set(runs.map((run) => run[key]))] });
  const rows = await record.baseline.findMany({ where: { studyId: pick('studyId'), architecture: pick('architecture'), dataset: pick('dataset') } });
  const byCell = new Map(rows.map((row) => [cellOf(row), row.runId]));
  return new Map(runs.flatMap((run) => (byCell.has(cellOf(run)) ? [[run.id, byCell.get(cellOf(run))!]] : [])));
}

const cellOf = ({ studyId, architecture, dataset }: Pick<Run, 'studyId' | 'architecture' | 'dataset'>) => JSON.stringify([studyId, architecture, dataset]);

/** Runs of the same cell with an epoch to show that were queued after a run, the newest first. */
async function laterRuns(context: RequestContext, { studyId, architecture, dataset, createdAt }: Run): Promise<Run[]> {
  const rows = await context.record.run.findMany({
    where: { studyId, architecture, dataset, createdAt: { gt: createdAt }, archivedAt: null, lastEpoch: { gt: 0 } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: MOST_CHECKED,
    select: { id: true },
  });
  return demandRuns(context, rows.map(({ id }) => id));
}

type Question = Pick<BaselineArguments, 'metrics' | 'split' | 'layer'> & DeltaRules;

/** The deltas of each run to its baseline, by run id. */
async function deltasOf(
  context: RequestContext,
  runs: readonly Run[],
  baselineIds: ReadonlyMap<string, string>,
  question: Question,
): Promise<Map<string, { baseline: Run; deltas: MetricDelta[] }>> {
  const groups = await seedGroups(context.record, [...new Set(baselineIds.values())], { most: MOST_SEEDS });
  const needed = [...baselineIds.keys(), ...[...groups].flatMap(([id, members]) => [id, ...members])];
  const curves = await fullCurves(context, { ...question, runIds: needed });
  const byId = new Map(curves.map((curve) => [curve.run.id, curve]));
  return new Map(
    runs.flatMap(({ id }) => {
      const baseline = byId.get(baselineIds.get(id) ?? '');
      if (!baseline) return [];
      const group = groups.get(baseline.run.id)!.filter((member) => member !== id).map((member) => byId.get(member)!);
      return [[id, { baseline: baseline.run, deltas: deltasOfRun(byId.get(id)!, baseline, group, question) }] as const];
    }),
  );
}

function deltasOfRun(run: FullCurve, baseline: FullCurve, group: FullCurve[], rules: DeltaRules): MetricDelta[] {
  const curveOf = ({ run: { id, terminalPhaseEpoch }, epochs, columns }: FullCurve, k: number) => ({ runId: id, terminalPhaseEpoch, epochs, column: columns[k]! });
  return run.columns.map(({ metric }, k) => metricDelta(metric, curveOf(run, k), curveOf(baseline, k), group.map((member) => curveOf(member, k)), rules));
}
