'use client';
import { type RefObject, useRef, useState } from 'react';
import { Chart } from '../charts/Chart.tsx';
import { ChartAsTable } from '../charts/ChartAsTable.tsx';
import { chartTable } from '../charts/chart-table.ts';
import { ExportMenu } from '../export/ExportMenu.tsx';
import { GapNote } from '../figures/GapNote.tsx';
import { Failure } from '../frame/Failure.tsx';
import type { Problem } from '../graphql/problem.ts';
import { MetricHelpButton } from '../metrics/MetricHelpButton.tsx';
import type { ComparedMetric } from './comparison-documents.ts';
import { metricName } from './prepare-title.ts';
import type { GroupChart } from './prepare-group-chart.ts';

/** Height of the charts of a comparison: the grid must not jump when one has nothing to show. */
export const COMPARE_HEIGHT = 306;

interface CurvesPanelProps {
  metric: ComparedMetric;
  /** null until it was read */
  prepared: GroupChart | null;
  problem: Problem | null;
  onAgain: () => void;
  right: number;
  caption: string;
}

/** One metric of all groups, with the middle and the band of their runs. */
export function CurvesPanel({ metric, prepared, problem, onAgain, right, caption }: CurvesPanelProps) {
  const article = useRef<HTMLElement>(null);
  const [isTable, setTable] = useState(false);
  const headingId = `curves-${metric.id}`;
  return (
    <article ref={article} className="panel curves-panel" aria-labelledby={headingId}>
      <header>
        <h2 id={headingId} className="figure-title">
          <MetricHelpButton id={metric.id}>
            {metric.symbol.startsWith('NC') && <>{metric.symbol}&ensp;</>}
            <span className="soft">{metric.title}</span>
          </MetricHelpButton>
        </h2>
        <span className="grow" />
        {prepared?.gapNote && !prepared.absence && <GapNote note={prepared.gapNote} />}
        {prepared && !prepared.absence && <CurvesMenu metric={metric} prepared={prepared} caption={caption} article={article} isTable={isTable} onTable={() => setTable(!isTable)} />}
        <span className="fig behind">{prepared?.note}</span>
      </header>
      <div className="body">
        {prepared ? (
          prepared.absence ? (
            <div className="state" style={{ height: COMPARE_HEIGHT }}>
              <b>{prepared.absence.title}</b>
              <p>{prepared.absence.text}</p>
            </div>
          ) : isTable ? (
            <ChartAsTable model={prepared.chart} height={COMPARE_HEIGHT} />
          ) : (
            <Chart model={prepared.chart} height={COMPARE_HEIGHT} right={right} notesId={metric.id} />
          )
        ) : problem ? (
          <Failure problem={problem} onAgain={onAgain} />
        ) : (
          <div className="skeleton" style={{ height: COMPARE_HEIGHT - 8, marginBottom: 8 }} aria-busy="true" />
        )}
      </div>
    </article>
  );
}

function CurvesMenu({ metric, prepared, caption, article, isTable, onTable }: { metric: ComparedMetric; prepared: GroupChart; caption: string; article: RefObject<HTMLElement | null>; isTable: boolean; onTable: () => void }) {
  return (
    <ExportMenu
      title={metricName(metric)}
      caption={[caption, prepared.note, `${metric.id}, formula ${metric.version}`].filter(Boolean).join(' · ')}
      drawing={() => article.current?.querySelector<SVGSVGElement>('.plot svg') ?? null}
      table={() => chartTable(prepared.chart)}
      numbers={() => prepared.numbers}
      isTable={isTable}
      onTable={onTable}
    />
  );
}
