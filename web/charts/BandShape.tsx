import { coloured } from './coloured.ts';
import type { Line } from './model.ts';
import type { PlotLayout } from './plot-layout.ts';
import { bandPath } from './band-path.ts';

/** Where the runs behind a line lie. */
export function BandShape({ line, layout }: { line: Line; layout: PlotLayout }) {
  const path = bandPath(line.band ?? [], layout);
  return path === '' ? null : <path className="band" style={coloured(line.colour)} d={path} />;
}
