'use client';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { HeatMap } from '../charts/HeatMap.tsx';
import { HeatMapAsTable } from '../charts/HeatMapAsTable.tsx';
import { HeatMapSvg } from '../charts/HeatMapSvg.tsx';
import { layOutHeatMap } from '../charts/heat-map-layout.ts';
import { heatMapTable } from '../charts/heat-map-table.ts';
import { drawnOnce } from '../export/drawn-once.ts';
import { ExportMenu } from '../export/ExportMenu.tsx';
import { Failure } from '../frame/Failure.tsx';
import { cosinesModel, cosinesTitle, scaleText } from './prepare-cosines.ts';
import type { CosinesReading } from './use-cosines.ts';
import type { CosinesOf, Reach } from './view.ts';

interface CosinesPanelProps {
  reading: CosinesReading;
  of: CosinesOf;
  reach: Reach;
  /** below this the cells get smaller */
  mostHeight: number;
  caption: string;
  /** the epoch asked for; the map of another is shown until it has come, and says so */
  epoch: number | null;
  /** stands at the right of the title */
  tools?: ReactNode;
  /** stands for the title where the tools say the rest of it */
  shortTitle?: string;
  headingLevel: 2 | 3;
}

/** Cosines of class means or of classifiers against those of the simplex ETF. */
export function CosinesPanel({ reading: { answer, problem, readAgain }, of, reach, mostHeight, caption, epoch, tools, shortTitle, headingLevel }: CosinesPanelProps) {
  const place = useRef<HTMLElement>(null);
  const [isTable, setTable] = useState(false);
  const model = useMemo(() => answer && cosinesModel(answer, of, Number(reach)), [answer, of, reach]);
  const shown = answer?.relations?.epoch ?? null;
  const Heading = headingLevel === 2 ? 'h2' : 'h3';
  const headingId = `cosines-${of}`;
  const drawing = () => {
    if (!place.current || !model) return null;
    return drawnOnce(place.current, <HeatMapSvg model={model} layout={layOutHeatMap(model, 640, 640)} />);
  };
  return (
    <section ref={place} className="cosines" aria-labelledby={headingId}>
      <header className="row">
        <Heading id={headingId}>{shortTitle ?? cosinesTitle(of)}</Heading>
        {shown !== null && shown !== epoch && <span className="fig">epoch {shown}</span>}
        <span className="grow" />
        {tools}
        {model && (
          <ExportMenu
            title={`${cosinesTitle(of)}, epoch ${shown}`}
            caption={`${scaleText(model)} ${caption}`}
            drawing={drawing}
            table={() => heatMapTable(model)}
            isTable={isTable}
            onTable={() => setTable(!isTable)}
          />
        )}
      </header>
      {problem?.code === 'NOT_FOUND' ? (
        <p className="muted">Nothing was measured here so far: the cosines stand here from the first measured epoch on.</p>
      ) : problem ? (
        <Failure problem={problem} onAgain={readAgain} />
      ) : !answer ? (
        <div className="skeleton" style={{ height: mostHeight }} />
      ) : !model ? (
        <p className="muted">This run was recorded without a classifier.</p>
      ) : isTable ? (
        <HeatMapAsTable model={model} height={mostHeight + 60} />
      ) : (
        <HeatMap model={model} mostHeight={mostHeight} />
      )}
    </section>
  );
}
