import { CollapsarError } from '../../prisma/errors.ts';
import type { RequestContext } from '../access/request-context.ts';
import { metricOf } from '../metrics/catalogue.ts';
import type { Column } from '../measuring/series.ts';
import { ValueKind } from '../measuring/value-kind.ts';
import { demandRuns } from '../runs/list-runs.ts';
import type { CompareArguments } from './compare.input.ts';
import type { GroupCurve, RunGroup, SettingRow } from './compare.type.ts';
import { type FullCurve, fullCurves } from './full-curves.ts';
import { groupCurve, type Trace } from './group-curve.ts';
import { groupRuns } from './group-runs.ts';
import { runRows, settingRows } from './settings.ts';
import { Band, Centre } from './spread.ts';

/**
 * Groups of the runs with the middle and the spread of each metric over their seeds.
 *
 * @throws CollapsarError NOT_FOUND, COMPLEXITY_EXCEEDED; BAD_USER_INPUT for a band around a median that belongs to a mean
 */
export async function compare(context: RequestContext, question: CompareArguments): Promise<RunGroup[]> {
  if (question.centre === Centre.MEDIAN && question.band !== Band.MIN_MAX)
    throw new CollapsarError('BAD_USER_INPUT', `The band ${question.band} lies around a mean; a median goes with MIN_MAX.`);
  const curves = await fullCurves(context, question);
  const byId = new Map(curves.map((curve) => [curve.run.id, curve]));
  const groups = groupRuns(await runRows(context.record, [...byId.keys()]), question.groupBy);
  return groups.map(({ label, runs }) => {
    const members = runs.map(({ id }) => byId.get(id)!);
    return { label, runs: members.map(({ run }) => run), curves: curvesOfGroup(members, question) };
  });
}

function curvesOfGroup(members: FullCurve[], { centre, band, maxPoints }: CompareArguments): GroupCurve[] {
  return members[0]!.columns.map(({ metric, version }, k) => {
    const columns = members.map((member) => member.columns[k]!);
    const traces = members.map((member, i) => traceOf(member, columns[i]!));
    const isLog = metricOf(metric).axis === 'LOG';
    return {
      ...groupCurve(traces, { centre, band, maxPoints, isLog }),
      metric, version,
      isPending: columns.some(({ gaps }) => gaps.some(({ kind }) => kind === ValueKind.PENDING)),
      warnings: [...new Set(columns.flatMap(({ warnings }) => warnings))],
    };
  });
}

/** What was measured of a run. An epoch whose features were not recorded is as one that was left out, and may be interpolated. */
function traceOf({ run, epochs, sinceTerminalPhase }: FullCurve, { values, gaps }: Column): Trace {
  const positions = sinceTerminalPhase ?? epochs;
  const unmeasured = new Set(gaps.flatMap(({ index, kind }) => (kind === ValueKind.MISSING ? [index] : [])));
  const isMeasured = (_: unknown, index: number) => !unmeasured.has(index);
  return { runId: run.id, positions: positions.filter(isMeasured), values: values.filter(isMeasured) };
}

/** The settings in which the runs differ; with `includeSame` also those in which they agree. @throws CollapsarError NOT_FOUND */
export async function settingsDifferences(context: RequestContext, runIds: readonly string[], includeSame: boolean): Promise<SettingRow[]> {
  await demandRuns(context, runIds);
  const rows = settingRows(await runRows(context.record, runIds));
  return includeSame ? rows : rows.filter(({ isSame }) => !isSame);
}
