'use client';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { LEAST_WIDTH, MOST_WIDTH, withinBounds } from './column-widths.ts';

interface WidthHandleProps {
  /** of which column, in words */
  words: string;
  width: number;
  /** hears the width wished; null: the usual one */
  onWidth: (width: number | null) => void;
}

const STEP = 8;
const LONG_STEP = 40;

/** Of the handle's column: as long as no width is set, a table narrower than its frame is stretched. */
const drawnWidth = (handle: HTMLElement) => handle.parentElement!.getBoundingClientRect().width;

/** The edge between two heads: dragged, or moved with the arrow keys. */
export function WidthHandle({ words, width, onWidth }: WidthHandleProps) {
  const from = useRef<{ x: number; width: number } | null>(null);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = event.shiftKey ? LONG_STEP : STEP;
    const drawn = drawnWidth(event.currentTarget);
    const wished: Record<string, number | null> = { ArrowLeft: drawn - step, ArrowRight: drawn + step, Home: LEAST_WIDTH, End: MOST_WIDTH, Enter: null };
    const next = wished[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onWidth(next && withinBounds(next));
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { x: event.clientX, width: drawnWidth(event.currentTarget) };
  };
  const onPointerMove = ({ clientX }: PointerEvent) => {
    const start = from.current;
    if (start && clientX !== start.x) onWidth(withinBounds(start.width + clientX - start.x));
  };
  const end = () => {
    from.current = null;
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule divides text; this one is moved, and has a value
    <span
      role="separator"
      className="width-handle"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={`Width of ${words}`}
      aria-valuenow={width}
      aria-valuemin={LEAST_WIDTH}
      aria-valuemax={MOST_WIDTH}
      aria-valuetext={`${width} pixels`}
      title="Drag, or use the arrow keys; Enter or a double press sets the usual width"
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={end}
      onPointerCancel={end}
      onDoubleClick={() => onWidth(null)}
    />
  );
}
