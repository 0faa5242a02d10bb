'use client';
import dynamic from 'next/dynamic';
import { type KeyboardEvent, memo, type PointerEvent, useContext, useId, useMemo, useState } from 'react';
import { HeatMapCanvas } from './HeatMapCanvas.tsx';
import { HeatMapSvg } from './HeatMapSvg.tsx';
import { cellAfter, cellAt, type HeatMapLayout, layOutHeatMap } from './heat-map-layout.ts';
import { type Cell, columnsOf, type HeatMapModel, MOST_SVG_CELLS, scaleSteps } from './heat-map-model.ts';
import { NotesContext } from './notes.ts';
import { useWidth } from './use-width.ts';

const HeatMapPins = dynamic(() => import('./HeatMapPins.tsx').then((part) => part.HeatMapPins), { ssr: false });

const StillSvg = memo(HeatMapSvg);
const StillCanvas = memo(HeatMapCanvas);

/** A heat map as wide as its place: the pair under the pointer or the arrow keys is outlined and told below. */
export function HeatMap({ model, mostHeight, notesId = '' }: { model: HeatMapModel; mostHeight: number; notesId?: string }) {
  const notes = useContext(NotesContext);
  const pins = notes?.pinsOf(notesId) ?? [];
  const { ref, width } = useWidth<HTMLDivElement>();
  const [chosen, setChosen] = useState<Cell | null>(null);
  const [isByKey, setByKey] = useState(false);
  const summaryId = useId();
  const [s, columns] = [model.names.length, columnsOf(model).length];
  const layout = useMemo(() => layOutHeatMap(model, Math.max(80, width), mostHeight), [model, width, mostHeight]);
  const cell = chosen && chosen.row < s && chosen.column < columns ? chosen : null;
  const follow = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setByKey(false);
    setChosen(cellAt(event.clientX - box.left, event.clientY - box.top, layout, s, columns));
  };
  const beginNote = () => {
    const epoch = cell && model.columnEpochs?.[cell.column];
    if (epoch != null) notes?.begin(notesId, { x: epoch, lineId: model.names[cell!.row] ?? null });
  };
  const steer = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') return setChosen(null);
    if (event.key === 'c' && notes && cell && model.columnEpochs) {
      event.preventDefault();
      event.stopPropagation();
      return beginNote();
    }
    const next = cellAfter(event.key, cell, s, columns);
    if (!next) return;
    event.preventDefault();
    setByKey(true);
    setChosen(next);
  };
  const said = cell ? model.told(cell.row, cell.column) : '';
  return (
    <div ref={ref} className="heat">
      {/* biome-ignore lint/a11y/useSemanticElements: thousands of cells are no table; they can be had as one */}
      <div
        className="heat-map"
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys go from pair to pair
        tabIndex={0}
        aria-label={model.name}
        aria-describedby={summaryId}
        style={{ width: layout.width, height: layout.height }}
        onPointerMove={follow}
        onPointerDown={follow}
        onPointerLeave={() => setChosen(null)}
        onBlur={() => setChosen(null)}
        onKeyDown={steer}
        onClick={() => notes?.isOpen && beginNote()}
      >
        {s * columns > MOST_SVG_CELLS && <StillCanvas model={model} layout={layout} />}
        <StillSvg model={model} layout={layout} hasCells={s * columns <= MOST_SVG_CELLS} />
        {cell && <Outline cell={cell} layout={layout} />}
      </div>
      {notes && pins.length > 0 && width > 0 && <HeatMapPins pins={pins} model={model} layout={layout} onOpen={notes.open} />}
      <p id={summaryId} className="hide">
        {model.summary}
      </p>
      <div className="heat-words">
        <p className="heat-told" aria-live={isByKey ? 'polite' : 'off'}>
          {said || <span className="muted">{model.hint ?? `Point at a pair of the ${s} classes.`}</span>}
        </p>
        <HeatScale model={model} />
      </div>
    </div>
  );
}

function Outline({ cell: { row, column }, layout: { left, cell, cellHeight, width, height } }: { cell: Cell; layout: HeatMapLayout }) {
  return (
    <svg className="heat-cursor" width={width} height={height} aria-hidden="true">
      <rect x={left + column * cell - 0.5} y={row * cellHeight - 0.5} width={cell} height={cellHeight} />
    </svg>
  );
}

/** What the colours stand for: small to large is pale to dark; of cosines petrol is too opposed, brown too alike, and the lowest comes last. */
function HeatScale({ model }: { model: HeatMapModel }) {
  const { ends, scale } = model;
  const steps = scale === 'sequential' ? scaleSteps(model) : [...scaleSteps(model)].reverse();
  return (
    <p className="heat-scale">
      <span>{ends.low}</span>
      {steps.map((step) => (
        <i key={step} style={{ background: `var(--${step})` }}>
          {step === 'd4' && <span className="heat-middle">{ends.middle}</span>}
        </i>
      ))}
      <span>{ends.high}</span>
    </p>
  );
}
