'use client';
import { createContext, useContext, useRef, useState, type PointerEvent } from 'react';

/** How a chart's page zooms: to a span of x values, or back to all of them. Null where it cannot. */
export interface Zoom {
  to: (first: number, last: number) => void;
  reset: () => void;
}

export const ZoomContext = createContext<Zoom | null>(null);

/** A shorter drag is an unsteady click. */
const SHORTEST_DRAG = 6;

export interface Drag {
  /** in pixels from the chart's left edge */
  start: number;
  end: number;
}

/**
 * Dragging over a chart with a mouse or a pen, which selects a span of x; fingers scroll the page. Who cannot drag types the span.
 *
 * @param valueAt x value under a pixel
 */
export function useDragZoom(valueAt: (pixel: number) => number) {
  const zoom = useContext(ZoomContext);
  const [drag, setDrag] = useState<Drag | null>(null);
  const pixelOf = (event: PointerEvent<HTMLElement>) => event.clientX - event.currentTarget.getBoundingClientRect().left;
  // the click that ends a drag comes after it
  const lastWasLong = useRef(false);
  const isLong = drag !== null && Math.abs(drag.end - drag.start) >= SHORTEST_DRAG;
  return {
    selection: isLong ? { left: Math.min(drag.start, drag.end), width: Math.abs(drag.end - drag.start) } : null,
    begin: (event: PointerEvent<HTMLElement>) => {
      if (zoom && event.pointerType !== 'touch' && event.button === 0) setDrag({ start: pixelOf(event), end: pixelOf(event) });
    },
    move: (event: PointerEvent<HTMLElement>) => {
      if (drag) setDrag({ ...drag, end: pixelOf(event) });
    },
    end: () => {
      lastWasLong.current = isLong;
      setDrag(null);
      if (isLong) zoom?.to(...spanOf(valueAt(drag.start), valueAt(drag.end)));
    },
    drop: () => setDrag(null),
    /** Whether the drag that ended last selected a span, and was no click. */
    wasLong: () => lastWasLong.current,
    reset: () => zoom?.reset(),
  };
}

/** Whole epochs, in order, at least one apart. */
export function spanOf(a: number, b: number): [number, number] {
  const first = Math.round(Math.min(a, b));
  return [first, Math.max(first + 1, Math.round(Math.max(a, b)))];
}
