'use client';
import { type PointerEvent, type RefObject, useRef } from 'react';
import { type Turn, turned } from './view.ts';

/** Degrees for each pixel. */
const RATE = 0.4;

/** Turns what is dragged; `onTurn` hears where it was let go. */
export function useDragTurn(current: RefObject<Turn>, turnTo: (turn: Turn) => void, onTurn: (turn: Turn) => void) {
  const from = useRef<{ x: number; y: number } | null>(null);
  const end = () => {
    if (!from.current) return;
    from.current = null;
    const { yaw, pitch } = current.current;
    onTurn({ yaw: Math.round(yaw), pitch: Math.round(pitch) });
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      from.current = { x: event.clientX, y: event.clientY };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const start = from.current;
      if (!start) return;
      turnTo(turned(current.current, (event.clientX - start.x) * RATE, (event.clientY - start.y) * RATE));
      from.current = { x: event.clientX, y: event.clientY };
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}
