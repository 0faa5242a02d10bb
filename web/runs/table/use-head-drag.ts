'use client';
import { type MouseEvent, type PointerEvent, useCallback, useEffect, useRef, useState } from 'react';

/** So far a press may slip and is a press still, in pixels. */
const SLIP = 6;

interface Drag {
  id: string;
  /** before which column it would be put down; null: at the end */
  before: string | null;
}

/** Lets heads be dragged to another place in their row; `onDrop` hears before which one it was put down. Fingers scroll the table, so they do not drag. */
export function useHeadDrag(ids: readonly string[], onDrop: (id: string, before: string | null) => void) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const press = useRef<{ id: string; x: number } | null>(null);
  const hasDragged = useRef(false);
  const end = useCallback(() => {
    press.current = null;
    setDrag(null);
  }, []);
  useEffect(() => {
    if (!drag) return;
    const letGo = (event: KeyboardEvent) => event.key === 'Escape' && end();
    window.addEventListener('keydown', letGo);
    return () => window.removeEventListener('keydown', letGo);
  }, [drag, end]);
  const handlers = (id: string) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      hasDragged.current = false;
      if (event.button === 0 && event.pointerType !== 'touch') press.current = { id, x: event.clientX };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      // a press that slipped off the heads was let go elsewhere
      if (event.buttons === 0) press.current = null;
      const from = press.current;
      if (!from || (!drag && Math.abs(event.clientX - from.x) < SLIP)) return;
      if (!drag) event.currentTarget.setPointerCapture(event.pointerId);
      hasDragged.current = true;
      setDrag({ id: from.id, before: placeAt(event.currentTarget.parentElement!, ids, event.clientX) });
    },
    onPointerUp: () => {
      if (drag && isMove(ids, drag)) onDrop(drag.id, drag.before);
      end();
    },
    onPointerCancel: end,
    // the press that ends a drag sorts nothing
    onClickCapture: (event: MouseEvent) => {
      if (!hasDragged.current) return;
      hasDragged.current = false;
      event.stopPropagation();
    },
  });
  return { drag: drag && isMove(ids, drag) ? drag : null, handlers };
}

/** Put down before itself or before its neighbour, a column stays where it is. */
const isMove = (ids: readonly string[], { id, before }: Drag): boolean => before !== id && before !== (ids[ids.indexOf(id) + 1] ?? null);

/** The first column whose middle lies right of the pointer. */
function placeAt(row: HTMLElement, ids: readonly string[], x: number): string | null {
  return ids.find((id) => {
    const box = row.querySelector(`[data-column="${CSS.escape(id)}"]`)?.getBoundingClientRect();
    return box && x < box.left + box.width / 2;
  }) ?? null;
}
