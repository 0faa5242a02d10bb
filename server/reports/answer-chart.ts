import type { RequestContext } from '../access/request-context.ts';
import { compare } from '../comparison/compare.ts';
import { SeriesMode } from '../measuring/series.ts';
import { metricOf } from '../metrics/catalogue.ts';
import { runSeries } from '../runs/run-series.ts';
import type { AnsweredCurve, Answered } from './block-answer.ts';
import type { QuestionOf } from './block-question.ts';
import { runDigests, runsOfStudy } from './run-digests.ts';

/** What a curve is thinned to, extremes kept: a page shows no more. */
const MOST_POINTS = 200;

/** Curves of runs, or of groups of them. @throws CollapsarError NOT_FOUND, BAD_USER_INPUT, COMPLEXITY_EXCEEDED */
export async function answerChart(context: RequestContext, studyId: string, question: QuestionOf<'chart'>): Promise<Answered> {
  await runsOfStudy(context, studyId, question.runs);
  const curves = question.groupBy === undefined ? await singleCurves(context, question) : await groupCurves(context, { ...question, groupBy: question.groupBy });
  return {
    answer: { kind: 'chart', curves: curves.map(({ isPending: _, ...curve }) => curve) },
    digests: await runDigests(context.record, question.runs, question.split, question.layer),
    formulas: Object.fromEntries(question.metrics.map((metric) => [metric, metricOf(metric).version])),
    isPending: curves.some(({ isPending }) => isPending),
  };
}

type Curve = AnsweredCurve & { isPending: boolean };

async function singleCurves(context: RequestContext, { runs: runIds, ...question }: QuestionOf<'chart'>): Promise<Curve[]> {
  const series = await runSeries(context, { ...question, runIds, maxPoints: MOST_POINTS, mode: SeriesMode.THINNED });
  return series.flatMap(({ run, epochs, sinceTerminalPhase, columns }) =>
    columns.map(({ metric, values, gaps, warnings }): Curve => ({
      label: run.name, runIds: [run.id], metric, values: [...values], low: null, high: null, gaps: [...gaps], warnings: [...warnings],
      positions: [...(sinceTerminalPhase ?? epochs)],
      terminalPhase: run.terminalPhaseEpoch === null ? null : sinceTerminalPhase ? 0 : run.terminalPhaseEpoch,
      isPending: gaps.some(({ kind }) => kind === 'PENDING'),
    })),
  );
}

async function groupCurves(context: RequestContext, { runs: runIds, ...question }: QuestionOf<'chart'> & { groupBy: NonNullable<QuestionOf<'chart'>['groupBy']> }): Promise<Curve[]> {
  const groups = await compare(context, { ...question, runIds, maxPoints: MOST_POINTS });
  return groups.flatMap(({ label, curves }) =>
    curves.map(({ metric, positions, centre, low, high, gaps, runIds: members, warnings, isPending }): Curve => ({
      label, runIds: members, metric, positions, values: centre, low, high, gaps, warnings, terminalPhase: null, isPending,
    })),
  );
}
