'use client';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { SinceYouLooked } from '../activity/SinceYouLooked.tsx';
import { type MetricEntry, MetricsDocument } from '../figures/metric-entry.ts';
import { Failure } from '../frame/Failure.tsx';
import { useNow } from '../frame/use-now.ts';
import { TrainingNow } from '../runs/TrainingNow.tsx';
import { FinishedRecently } from './FinishedRecently.tsx';
import { NeedsYou } from './NeedsYou.tsx';
import { prepareFinished } from './prepare-finished.ts';
import { prepareNeeds } from './prepare-needs.ts';
import { prepareStudies } from './prepare-studies.ts';
import { Studies } from './Studies.tsx';
import { useNeeds } from './use-needs.ts';
import { useOverview } from './use-overview.ts';

const NO_METRICS: readonly MetricEntry[] = [];

/** What trains now, what needs somebody, how the studies stand, what finished last. */
export function Overview() {
  const { answer, curves, problem, readAgain } = useOverview();
  const { needs: waiting, checks } = useNeeds();
  const [{ data: catalogue }] = useQuery({ query: MetricsDocument });
  const now = useNow(60_000);
  const needs = useMemo(() => answer && prepareNeeds(answer, waiting, catalogue?.metrics ?? NO_METRICS, now), [answer, waiting, catalogue, now]);
  const studies = useMemo(() => answer && prepareStudies(answer, curves, checks), [answer, curves, checks]);
  const finished = useMemo(() => answer && prepareFinished(answer, curves, now), [answer, curves, now]);
  return (
    <div className="stack">
      <h1 className="hide">Overview</h1>
      <div className="overview-top">
        <TrainingNow />
        <div className="stack">
          <NeedsYou needs={needs} />
          <SinceYouLooked />
        </div>
      </div>
      {problem && (
        <section className="panel">
          <Failure problem={problem} onAgain={readAgain} />
        </section>
      )}
      {(!problem || answer) && (
        <>
          <Studies rows={studies} isWithCurves={curves !== null} moreCount={Math.max(0, (answer?.studies.totalCount ?? 0) - (answer?.studies.nodes.length ?? 0))} />
          <FinishedRecently rows={finished} runCount={answer?.all.totalCount ?? 0} />
        </>
      )}
    </div>
  );
}
