'use client';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useClient } from 'urql';
import type { VariablesOf } from '../graphql/graphql.ts';
import { type Problem, problemOf } from '../graphql/problem.ts';
import { type ComparedMetric, GroupCurvesDocument, type GroupCurvesAnswer, type MetricId } from './comparison-documents.ts';
import { type GroupChart, centreFor, prepareGroupChart } from './prepare-group-chart.ts';
import type { Group } from './prepare-groups.ts';
import { usePendingAgain } from './use-following.ts';
import type { CompareView } from './view.ts';

export interface MetricCurves {
  metric: ComparedMetric;
  prepared: GroupChart | null;
  problem: Problem | null;
}

type Answers = Map<MetricId, { key: string; data: GroupCurvesAnswer | null; problem: Problem | null }>;

/** The chosen metrics' curves, each read by a question of its own: one that fails leaves the others standing. */
export function useGroupCharts(metrics: readonly ComparedMetric[], groups: readonly Group[], view: CompareView, tick: number | null) {
  const client = useClient();
  const [answers, setAnswers] = useState<Answers>(new Map());
  const questions = useMemo(() => metrics.map((metric) => ({ id: metric.id, key: JSON.stringify(questionOf(metric, view)) })), [metrics, view]);
  const wanted = useRef(new Map<MetricId, string>());
  wanted.current = new Map(questions.map(({ id, key }) => [id, key]));
  const asked = JSON.stringify(questions);
  const read = useCallback(async () => {
    const all = JSON.parse(asked) as { id: MetricId; key: string }[];
    await Promise.all(
      all.map(async ({ id, key }) => {
        const { data, error } = await client.query(GroupCurvesDocument, JSON.parse(key), { requestPolicy: 'network-only' }).toPromise();
        // the view has changed meanwhile: another answer is on its way
        if (wanted.current.get(id) !== key) return;
        setAnswers((before) => new Map(before).set(id, { key, data: data?.groups && data.traces ? data : (before.get(id)?.data ?? null), problem: error ? problemOf(error) : null }));
      }),
    );
  }, [client, asked]);
  useEffect(() => {
    if (tick !== null && groups.length > 0) void read();
  }, [read, tick, groups.length]);
  const curves = useMemo(
    () =>
      metrics.map((metric, i): MetricCurves => {
        const answer = answers.get(metric.id);
        return { metric, prepared: answer?.data ? prepareGroupChart(metric, answer.data, groups, view, i === 0) : null, problem: answer?.problem ?? null };
      }),
    [metrics, answers, groups, view],
  );
  usePendingAgain(curves.some(({ prepared }) => prepared?.isPending), () => void read(), answers);
  return { curves, readAgain: () => void read() };
}

/** What is asked of the server for one metric in a view. */
export const questionOf = (metric: ComparedMetric, view: CompareView): VariablesOf<typeof GroupCurvesDocument> => ({
  runs: view.runs,
  metric: metric.id,
  split: view.split,
  groupBy: view.groupBy,
  centre: centreFor(metric, view),
  band: view.band === 'NONE' ? 'MIN_MAX' : view.band,
  align: view.align === 'phase' ? 'TERMINAL_PHASE' : 'EPOCH',
});
