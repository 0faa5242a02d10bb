'use client';
import dynamic from 'next/dynamic';
import { type ComponentType, type KeyboardEvent, type MouseEvent, type PointerEvent, useContext } from 'react';
import { ChartSlider } from './ChartSlider.tsx';
import { type Crosshair, useCrosshair } from './crosshair.ts';
import { HighlightContext, lineNear, traceNear } from './highlight.ts';
import type { ChartModel } from './model.ts';
import { NotesContext } from './notes.ts';
import { type PlotSize, layOut } from './plot-layout.ts';
import { spokenValues } from './prepare-crosshair.ts';
import { useWidth } from './use-width.ts';
import { useDragZoom } from './zoom.ts';

export interface ChartProps {
  model: ChartModel;
  height: number;
  /** room for the end labels, equal within a column of charts */
  right: number;
  /** room for the y ticks, where it is another than usual */
  left?: number;
  /** under which the page's notes know the chart; left out where it has none */
  notesId?: string;
}

/** Most charts have no notes: they do without the code of them. */
const Pins = dynamic(() => import('./Pins.tsx').then((part) => part.Pins), { ssr: false });

/** The place of a chart: as wide as there is room, with the page's crosshair under the pointer and the arrow keys. What draws the picture is given: it stays for as long as the chart does. */
export function ChartPlace({ model, height, right, left, notesId = '', Drawing }: ChartProps & { Drawing: ComponentType<PlotSize & { model: ChartModel }> }) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const { crosshair, at } = useCrosshair();
  const stops = crosshair.stops();
  const valueAt = (pixel: number) => valueUnder(pixel, model, { width, height, right, left });
  const drag = useDragZoom(valueAt);
  const highlight = useContext(HighlightContext);
  const notes = useContext(NotesContext);
  const pins = notes?.pinsOf(notesId) ?? [];
  const size = { width, height, right, left };
  const beginNote = (x: number | null, lineId: string | null, traceId: string | null = null) => x !== null && notes?.begin(notesId, { x, lineId, traceId });
  const follow = (event: PointerEvent<HTMLDivElement>) => {
    const place = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - place.left, event.clientY - place.top];
    crosshair.follow(valueAt(x));
    highlight.point(lineNear(model, layOut(model, size), x, y));
  };
  const click = (event: MouseEvent<HTMLDivElement>) => {
    const place = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - place.left, event.clientY - place.top];
    const lineId = lineNear(model, layOut(model, size), x, y);
    if (notes?.isOpen && lineId !== null && !drag.wasLong()) beginNote(at, lineId, traceNear(model, layOut(model, size), lineId, x, y));
  };
  return (
    <div className="chart-place">
      <ChartSlider
        ref={ref}
        className="chart"
        summary={model.summary}
        height={height}
        spoken={<Spoken model={model} />}
        aria-label={`Crosshair in ${model.name}`}
        aria-valuemin={stops.at(0) ?? 0}
        aria-valuemax={stops.at(-1) ?? 0}
        aria-valuenow={at ?? stops.at(-1) ?? 0}
        onPointerMove={(event) => {
          follow(event);
          drag.move(event);
        }}
        onPointerDown={(event) => {
          follow(event);
          drag.begin(event);
        }}
        onPointerUp={drag.end}
        onPointerLeave={() => {
          crosshair.letGo();
          highlight.point(null);
          drag.drop();
        }}
        onDoubleClick={drag.reset}
        onClick={click}
        onBlur={crosshair.letGo}
        onKeyDown={(event) => {
          if (notes && event.key === NOTE_KEY && at !== null && !event.ctrlKey && !event.metaKey && !event.altKey) {
            event.preventDefault();
            event.stopPropagation();
            beginNote(at, null);
          } else steer(event, crosshair);
        }}
      >
        {width > 0 && <Drawing model={model} width={width} height={height} right={right} left={left} />}
        {drag.selection && <div className="selection" style={drag.selection} />}
      </ChartSlider>
      {notes && pins.length > 0 && width > 0 && <Pins pins={pins} model={model} layout={layOut(model, size)} onOpen={notes.open} />}
    </div>
  );
}

const NOTE_KEY = 'c';

/** Reads the values under the crosshair aloud when the keyboard moved it in this chart. */
function Spoken({ model }: { model: ChartModel }) {
  const { crosshair, at } = useCrosshair();
  return at !== null && crosshair.isByKey() ? spokenValues(model, at) : '';
}

function valueUnder(pixel: number, model: ChartModel, size: PlotSize): number {
  const { box } = layOut(model, size);
  const [first, last] = model.x.domain;
  return first + ((pixel - box.left) / (box.right - box.left)) * (last - first);
}

const KEYS: Record<string, (crosshair: Crosshair, isLarge: boolean) => void> = {
  ArrowLeft: (crosshair, isLarge) => crosshair.move(isLarge ? -10 : -1),
  ArrowRight: (crosshair, isLarge) => crosshair.move(isLarge ? 10 : 1),
  PageDown: (crosshair) => crosshair.move(-10),
  PageUp: (crosshair) => crosshair.move(10),
  Home: (crosshair) => crosshair.goTo('first'),
  End: (crosshair) => crosshair.goTo('last'),
  Escape: (crosshair) => crosshair.letGo(),
};

function steer(event: KeyboardEvent, crosshair: Crosshair): void {
  const act = KEYS[event.key];
  if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act(crosshair, event.shiftKey);
}
