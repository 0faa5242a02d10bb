'use client';
import { useMemo, useRef } from 'react';
import { ScatterChart } from '../charts/ScatterChart.tsx';
import { ExportMenu } from '../export/ExportMenu.tsx';
import { GapNote } from '../figures/GapNote.tsx';
import { drawnOnce } from '../export/drawn-once.ts';
import { Failure } from '../frame/Failure.tsx';
import type { Reading } from '../graphql/use-answer.ts';
import { COMPARE_HEIGHT } from './CurvesPanel.tsx';
import { QuantityFields } from './QuantityFields.tsx';
import { ScatterPicture } from './ScatterPicture.tsx';
import type { ComparedMetric, SummariesAnswer } from './comparison-documents.ts';
import { type Group, keyOf } from './prepare-groups.ts';
import { prepareScatter } from './prepare-scatter.ts';
import type { CompareView } from './view.ts';

interface ScatterPanelProps {
  groups: readonly Group[];
  metrics: readonly ComparedMetric[];
  summaries: Reading<SummariesAnswer>;
  view: CompareView;
  onChange: (parts: Partial<CompareView>) => void;
  caption: string;
}

/** Any number of the runs against any other, with a line through them. */
export function ScatterPanel({ groups, metrics, summaries: { data, problem, readAgain }, view, onChange, caption }: ScatterPanelProps) {
  const article = useRef<HTMLElement>(null);
  const scatter = useMemo(() => (data ? prepareScatter(groups, data, metrics, view) : null), [groups, data, metrics, view]);
  return (
    <article ref={article} className="panel scatter-panel" aria-labelledby="scatter-title">
      <header>
        <h2 id="scatter-title" className="figure-title">
          {scatter?.title ?? 'Two quantities'}
        </h2>
        <span className="grow" />
        {scatter?.gapNote && <GapNote note={scatter.gapNote} />}
        {scatter && !scatter.absence && <ExportMenu title={scatter.title} caption={[caption, ...(scatter.chart.notes ?? [])].join(' · ')} drawing={() => (article.current ? drawnOnce(article.current, <ScatterPicture model={scatter.chart} entries={keyOf(groups)} />) : null)} table={() => scatter.table} numbers={() => scatter.numbers} />}
      </header>
      <div className="quantities">
        <QuantityFields label="Across" quantity={view.scatterX} metrics={metrics} onChange={(scatterX) => onChange({ scatterX })} />
        <QuantityFields label="Up" quantity={view.scatterY} metrics={metrics} onChange={(scatterY) => onChange({ scatterY })} />
      </div>
      <div className="body">
        {scatter ? (
          scatter.absence ? (
            <div className="state" style={{ height: COMPARE_HEIGHT }}>
              <b>{scatter.absence.title}</b>
              <p>{scatter.absence.text}</p>
            </div>
          ) : (
            <ScatterChart model={scatter.chart} height={COMPARE_HEIGHT} />
          )
        ) : problem ? (
          <Failure problem={problem} onAgain={readAgain} />
        ) : (
          <div className="skeleton" style={{ height: COMPARE_HEIGHT }} aria-busy="true" />
        )}
      </div>
    </article>
  );
}
