import type { ReactElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';

/**
 * An SVG that is not on the page, drawn inside `place` for as long as it takes to write it out: what a canvas shows, as a drawing
 * that can be exported. It has the colours of its place.
 */
export function drawnOnce(place: HTMLElement, drawing: ReactElement): SVGSVGElement | null {
  const room = document.createElement('div');
  room.setAttribute('aria-hidden', 'true');
  room.style.cssText = 'position:absolute;left:0;top:0;opacity:0;pointer-events:none';
  place.append(room);
  const root = createRoot(room);
  flushSync(() => root.render(drawing));
  setTimeout(() => {
    root.unmount();
    room.remove();
  });
  return room.querySelector('svg');
}
