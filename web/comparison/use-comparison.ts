'use client';
import { useCallback, useMemo } from 'react';
import { useAddress } from '../frame/use-address.ts';
import { useAnswer } from '../graphql/use-answer.ts';
import { type ComparedMetric, ComparedMetricsDocument, ComparisonDocument, type MetricId, SummariesDocument } from './comparison-documents.ts';
import { END_COLUMNS } from './prepare-end-table.ts';
import { prepareGroups } from './prepare-groups.ts';
import { useFollowing } from './use-following.ts';
import { type CompareView, compareAddress, compareViewOf } from './view.ts';

const NO_METRICS: readonly ComparedMetric[] = [];

/** What is compared and how, by the page's address. */
export function useComparison() {
  const { search, change } = useAddress();
  const asked = useMemo(() => compareViewOf(search), [search]);
  const following = useFollowing(asked.runs);
  const catalogue = useAnswer(ComparedMetricsDocument, {}, following.tick === null ? null : 0);
  const hasRuns = asked.runs.length > 0;
  const comparison = useAnswer(ComparisonDocument, { runs: asked.runs, groupBy: asked.groupBy }, hasRuns ? following.tick : null);
  const metrics = catalogue.data?.metrics ?? NO_METRICS;
  const data = hasRuns ? comparison.data : null;
  const groups = useMemo(() => (data ? prepareGroups(data, asked) : []), [data, asked]);
  const hasPhase = groups.length === 0 || groups.some(({ runs }) => runs.some(({ terminalPhaseEpoch }) => terminalPhaseEpoch !== null));
  const view = useMemo<CompareView>(() => (hasPhase ? asked : { ...asked, align: 'epoch' }), [asked, hasPhase]);
  const onChange = useCallback((parts: Partial<CompareView>) => change(compareAddress(parts)), [change]);
  return { view, groups, hasPhase, settings: data?.settings ?? null, metrics, comparison, catalogue, following, onChange, onAddress: change };
}

/** The values of the end table and the scatter, of all runs at once. */
export function useSummaries(view: CompareView, tick: number | null) {
  const train = metricsOf('TRAIN', view);
  const test = metricsOf('TEST', view);
  return useAnswer(SummariesDocument, { runs: view.runs, train, test }, tick);
}

function metricsOf(split: 'TRAIN' | 'TEST', { scatterX, scatterY }: CompareView): MetricId[] {
  return [...new Set([...END_COLUMNS, scatterX, scatterY].filter((each) => each.split === split).map(({ metric }) => metric))];
}
