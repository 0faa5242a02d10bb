import type { ReactElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';

/**
 * Draws an SVG out of sight inside `place`, where it has the colours of the page, and gives it. It stands there until the next turn only.
 */
export function drawOffstage(place: HTMLElement, picture: ReactElement): SVGSVGElement | null {
  const stage = document.createElement('div');
  stage.className = 'offstage';
  place.append(stage);
  const root = createRoot(stage);
  flushSync(() => root.render(picture));
  setTimeout(() => {
    root.unmount();
    stage.remove();
  });
  return stage.querySelector('svg');
}
