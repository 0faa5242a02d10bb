'use client';
import { type ReactNode, useId, useRef, useState } from 'react';
import { HeatMap } from '../charts/HeatMap.tsx';
import { HeatMapAsTable } from '../charts/HeatMapAsTable.tsx';
import { HeatMapSvg } from '../charts/HeatMapSvg.tsx';
import { layOutHeatMap } from '../charts/heat-map-layout.ts';
import type { HeatMapModel } from '../charts/heat-map-model.ts';
import { heatMapTable } from '../charts/heat-map-table.ts';
import { drawnOnce } from '../export/drawn-once.ts';
import { ExportMenu } from '../export/ExportMenu.tsx';

interface MapPanelProps {
  /** null: nothing to draw, which `children` say */
  model: HeatMapModel | null;
  title: ReactNode;
  /** of what is exported */
  name: string;
  caption: string;
  mostHeight: number;
  note?: string;
  /** under which the page's notes know the map; left out where it has none */
  notesId?: string;
  tools?: ReactNode;
  children?: ReactNode;
}

/** A heat map on a panel of its own, as a table on request, and to be taken along. */
export function MapPanel({ model, title, name, caption, mostHeight, note, notesId, tools, children }: MapPanelProps) {
  const place = useRef<HTMLElement>(null);
  const [isTable, setTable] = useState(false);
  const headingId = useId();
  const drawing = () => (place.current && model ? drawnOnce(place.current, <HeatMapSvg model={model} layout={layOutHeatMap(model, 640, 640)} />) : null);
  return (
    <section ref={place} className="panel" aria-labelledby={headingId}>
      <header>
        <h2 id={headingId} className="figure-title">
          {title}
        </h2>
        <span className="grow" />
        {note && <span className="fig">{note}</span>}
        {tools}
        {model && (
          <ExportMenu title={name} caption={`Pale is small (${model.ends.low}), dark large (${model.ends.high}). ${caption}`} drawing={drawing} table={() => heatMapTable(model)} isTable={isTable} onTable={() => setTable(!isTable)} />
        )}
      </header>
      <div className="body">{!model ? children : isTable ? <HeatMapAsTable model={model} height={mostHeight + 60} /> : <HeatMap model={model} mostHeight={mostHeight} notesId={notesId} />}</div>
    </section>
  );
}
