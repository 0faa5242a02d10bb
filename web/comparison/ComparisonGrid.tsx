'use client';
import { useMemo, useState } from 'react';
import { CrosshairContext, createCrosshair } from '../charts/crosshair.ts';
import { HighlightContext, createHighlight } from '../charts/highlight.ts';
import { roomForEnds } from '../charts/prepare-ends.ts';
import { MOST_LOOKS } from '../charts/run-looks.ts';
import { ZoomContext } from '../charts/zoom.ts';
import { CompareReview } from '../review/CompareReview.tsx';
import { CurvesPanel } from './CurvesPanel.tsx';
import { EndTablePanel } from './EndTablePanel.tsx';
import { GroupsPanel } from './GroupsPanel.tsx';
import { MultiplesPanel } from './MultiplesPanel.tsx';
import { ScatterPanel } from './ScatterPanel.tsx';
import { stopsOf } from './prepare-group-chart.ts';
import { hasMultiples } from './prepare-multiples.ts';
import { useSummaries, type useComparison } from './use-comparison.ts';
import { useGroupCharts } from './use-group-charts.ts';

/** The groups at the left, the evidence beside them. */
export function ComparisonGrid({ comparison, title }: { comparison: ReturnType<typeof useComparison>; title: string }) {
  const { view, groups, metrics, following, onChange } = comparison;
  const chosen = useMemo(() => view.metrics.flatMap((id) => metrics.find((metric) => metric.id === id) ?? []), [view.metrics, metrics]);
  const { curves, readAgain } = useGroupCharts(chosen, groups, view, following.tick);
  const summaries = useSummaries(view, following.tick);
  const [crosshair] = useState(createCrosshair);
  const [highlight] = useState(createHighlight);
  const charts = useMemo(() => curves.flatMap(({ prepared }) => prepared?.chart ?? []), [curves]);
  crosshair.setStops(useMemo(() => stopsOf(charts), [charts]));
  const right = Math.max(78, ...charts.map(roomForEnds));
  const zoom = useMemo(() => ({ to: (from: number, to: number) => onChange({ zoom: { from, to } }), reset: () => onChange({ zoom: null }) }), [onChange]);
  return (
    <HighlightContext value={highlight}>
      <CrosshairContext value={crosshair}>
        <ZoomContext value={zoom}>
          <CompareReview groups={groups} view={view}>
            <section className="compare" aria-label="Comparison">
              <GroupsPanel comparison={comparison} />
              <div className={groups.length > MOST_LOOKS ? 'evidence is-long' : 'evidence'}>
                {curves.map(({ metric, prepared, problem }) => (
                  <CurvesPanel key={`${metric.id} ${view.align}`} metric={metric} prepared={prepared} problem={problem} onAgain={readAgain} right={right} caption={title} />
                ))}
                <ScatterPanel groups={groups} metrics={metrics} summaries={summaries} view={view} onChange={onChange} caption={title} />
                <EndTablePanel groups={groups} metrics={metrics} summaries={summaries} caption={title} />
                {hasMultiples(groups) && <MultiplesPanel groups={groups} metrics={metrics} view={view} tick={following.tick} onChange={onChange} caption={title} />}
              </div>
            </section>
          </CompareReview>
        </ZoomContext>
      </CrosshairContext>
    </HighlightContext>
  );
}
