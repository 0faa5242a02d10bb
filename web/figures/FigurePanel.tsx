'use client';
import { useRef, useState } from 'react';
import { Chart } from '../charts/Chart.tsx';
import { ChartAsTable } from '../charts/ChartAsTable.tsx';
import { chartTable } from '../charts/chart-table.ts';
import { ExportMenu } from '../export/ExportMenu.tsx';
import { MetricHelpButton } from '../metrics/MetricHelpButton.tsx';
import { GapNote } from './GapNote.tsx';
import { CHART_HEIGHT } from './chart-height.ts';
import type { PreparedFigure } from './prepare-figure.ts';

export function FigurePanel({ figure, right, caption }: { figure: PreparedFigure; right: number; caption: string }) {
  const headingId = `figure-${figure.id}`;
  const article = useRef<HTMLElement>(null);
  const [isTable, setTable] = useState(false);
  const title = [figure.symbol, figure.title].filter(Boolean).join(' ');
  return (
    <article ref={article} className="panel" aria-labelledby={headingId}>
      <header>
        <h2 id={headingId} className="figure-title">
          {figure.metric ? (
            <MetricHelpButton id={figure.metric}>
              {figure.symbol && <>{figure.symbol}&ensp;</>}
              <span className={figure.symbol ? 'soft' : undefined}>{figure.title}</span>
            </MetricHelpButton>
          ) : (
            figure.title
          )}
        </h2>
        <span className="grow" />
        {figure.gapNote && <GapNote note={figure.gapNote} />}
        <span className="fig">{figure.number}</span>
        {!figure.absence && (
          <ExportMenu
            title={title}
            caption={caption}
            drawing={() => article.current?.querySelector<SVGSVGElement>('.plot svg') ?? null}
            table={() => chartTable(figure.chart)}
            isTable={isTable}
            onTable={() => setTable(!isTable)}
          />
        )}
      </header>
      <div className="body">
        {figure.absence ? (
          <Absence absence={figure.absence} />
        ) : isTable ? (
          <ChartAsTable model={figure.chart} height={CHART_HEIGHT} />
        ) : (
          <Chart model={figure.chart} height={CHART_HEIGHT} right={right} notesId={figure.id} />
        )}
      </div>
    </article>
  );
}

function Absence({ absence }: { absence: NonNullable<PreparedFigure['absence']> }) {
  return (
    <div className="state" style={{ height: CHART_HEIGHT }}>
      <b>{absence.title}</b>
      <p>{absence.text}</p>
    </div>
  );
}
