import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ReactElement } from 'react';
import { expect } from 'vitest';
import { installDocument, markup, svgIn } from './document.ts';

installDocument();
const { act, createElement } = await import('react');
const { createRoot } = await import('react-dom/client');

const folder = path.join(import.meta.dirname, '../pictures');

/** Draws a chart and gives its SVG, ids numbered in order and decimals cut to one place. */
export function draw(chart: ReactElement): string {
  const place = document.createElement('div');
  const root = createRoot(place);
  act(() => root.render(chart));
  const svg = svgIn(place as never);
  const text = svg ? `${HEAD}${normalised(markup(svg))}\n` : '';
  act(() => root.unmount());
  return text;
}

/** Opened in a browser, a picture has the colours of the pages. */
const HEAD = '<?xml-stylesheet href="../../web/app/look.css"?>\n';

function normalised(svg: string): string {
  const ids = new Map<string, string>();
  return svg
    .replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ')
    .replace('class="recharts-surface"', 'class="plot"')
    .replace(
      /recharts-?[\w-]*?_r_\w+_|recharts\d+-clip|clipPath-recharts[\w-]*_r_\w+_/g,
      (id) => ids.get(id) ?? ids.set(id, `id${ids.size + 1}`).get(id)!,
    )
    .replace(/="[^"]*"/g, (value) =>
      value.replace(/-?\d+\.\d+(e-?\d+)?/g, (number) => String(Number(Number(number).toFixed(1)))),
    );
}

/**
 * Compares a chart with the picture of that name. A changed one is left beside it as `.actual.svg`: look at both, and
 * if the new one is right, move it over the old. A picture that does not exist yet is written and fails the test.
 */
export function expectPicture(name: string, chart: ReactElement): void {
  const file = path.join(folder, `${name}.svg`);
  const actualFile = path.join(folder, `${name}.actual.svg`);
  const actual = draw(chart);
  rmSync(actualFile, { force: true });
  const expected = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (actual !== expected) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(actualFile, actual);
  }
  expect(actual).toBe(expected);
}

export { createElement };
