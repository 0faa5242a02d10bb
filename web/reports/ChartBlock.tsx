'use client';
import { useMemo, useRef, useState } from 'react';
import { ChartAsTable } from '../charts/ChartAsTable.tsx';
import { chartTable } from '../charts/chart-table.ts';
import { CrosshairContext, createCrosshair } from '../charts/crosshair.ts';
import { LinesChart } from '../charts/LinesChart.tsx';
import { HighlightContext, createHighlight } from '../charts/highlight.ts';
import { roomForEnds } from '../charts/prepare-ends.ts';
import type { ComparedMetric } from '../comparison/comparison-documents.ts';
import { GapNote } from '../figures/GapNote.tsx';
import { metricName } from '../comparison/prepare-title.ts';
import { stopsOf } from '../comparison/prepare-group-chart.ts';
import { Swatch } from '../comparison/Swatch.tsx';
import { ExportMenu } from '../export/ExportMenu.tsx';
import { usePhone } from '../frame/use-phone.ts';
import { MetricHelpButton } from '../metrics/MetricHelpButton.tsx';
import type { ChartAnswer, ChartQuestion } from './blocks.ts';
import { type BlockChart, narrowed, prepareChartBlock } from './prepare-chart-block.ts';

const HEIGHT = 280;

/** Curves of a block, a chart a metric, under one crosshair. */
export function ChartBlock({ question, answer, catalogue, caption }: { question: ChartQuestion; answer: ChartAnswer; catalogue: readonly ComparedMetric[]; caption: string }) {
  const isPhone = usePhone();
  const charts = useMemo(() => {
    const prepared = prepareChartBlock(question, answer, catalogue);
    return isPhone ? prepared.map(narrowed) : prepared;
  }, [question, answer, catalogue, isPhone]);
  const [crosshair] = useState(createCrosshair);
  const [highlight] = useState(createHighlight);
  crosshair.setStops(useMemo(() => stopsOf(charts.map(({ chart }) => chart)), [charts]));
  const ends = charts.filter(({ chart }) => chart.namesLines).map(({ chart }) => roomForEnds(chart));
  return (
    <HighlightContext value={highlight}>
      <CrosshairContext value={crosshair}>
        <div className={charts.length > 1 ? 'report-charts several' : 'report-charts'}>
          {charts.map((prepared) => (
            <OneChart key={prepared.metric.id} prepared={prepared} right={Math.max(78, ...ends)} caption={caption} />
          ))}
        </div>
      </CrosshairContext>
    </HighlightContext>
  );
}

function OneChart({ prepared: { metric, chart, note, gapNote, legend }, right, caption }: { prepared: BlockChart; right: number; caption: string }) {
  const place = useRef<HTMLDivElement>(null);
  const [isTable, setTable] = useState(false);
  const hasPoints = chart.lines.some(({ points }) => points.some(({ y }) => y !== null));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has no chart in it
    <div ref={place} className="panel" role="group" aria-label={metricName(metric)}>
      <header>
        <span className="figure-title">
          <MetricHelpButton id={metric.id}>
            {metric.symbol.startsWith('NC') && <b>{metric.symbol}&ensp;</b>}
            <span className="soft">{metric.title}</span>
          </MetricHelpButton>
        </span>
        <span className="grow" />
        {gapNote && hasPoints && <GapNote note={gapNote} />}
        <span className="fig shrink">{note}</span>
        <ExportMenu
          title={metricName(metric)}
          caption={[caption, note].filter(Boolean).join(' · ')}
          drawing={() => place.current?.querySelector<SVGSVGElement>('.plot svg') ?? null}
          table={() => chartTable(chart)}
          isTable={isTable}
          onTable={() => setTable(!isTable)}
        />
      </header>
      <div className="body">
        {!hasPoints ? (
          <div className="state" style={{ height: HEIGHT }}>
            <b>Nothing to draw</b>
            <p>{gapNote?.text ?? 'No epoch was measured there.'}</p>
          </div>
        ) : isTable ? (
          <ChartAsTable model={chart} height={HEIGHT} />
        ) : (
          <LinesChart model={chart} height={HEIGHT} right={chart.namesLines ? right : Math.max(24, roomForEnds(chart))} />
        )}
        {legend.length > 0 && (
          <ul className="report-legend">
            {legend.map(({ id, label, look, last }) => (
              <li key={id}>
                {legend.length > 1 && <Swatch look={look} />} {label} {last && <b>{last}</b>}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
