import type { Range } from '../charts/model.ts';
import { linearScale, logScale } from '../charts/scales.ts';
import { metric } from '../formats/numbers.ts';
import { plural } from '../formats/names.ts';
import type { Curve } from './overview-curves.ts';

/** A curve whose epochs count from the terminal phase. */
export type Shifted = Curve;

export interface Bundle {
  width: number;
  height: number;
  paths: { id: string; d: string }[];
  /** x of the terminal phase's rule */
  rule: number;
  label: string;
}

export interface BundleInput {
  curves: { id: string; curve: Shifted }[];
  /** common to all studies, so that they can be compared */
  x: Range;
  y: Range;
  width: number;
  height: number;
}

/** From a quarter as long before the phase as the longest curve goes after it, so that the fall into it shows. */
export function bundleDomain(curves: readonly Shifted[]): Range {
  const last = Math.max(1, ...curves.flatMap(({ epochs }) => epochs.at(-1) ?? []));
  const first = Math.min(0, ...curves.flatMap(({ epochs }) => epochs[0] ?? []));
  return [Math.max(first, -last / 4), last];
}

/** NC1 of many runs over the epochs since their terminal phase began; what lies before the picture's edge is left out. */
export function prepareBundle({ curves, x: across, y: up, width, height }: BundleInput): Bundle {
  const x = linearScale(across, [1, width - 1]);
  const y = logScale(up, [height - 2, 2]);
  const drawn = ({ epochs, values }: Shifted) => {
    let pen = 'M';
    let d = '';
    epochs.forEach((epoch, k) => {
      const value = values[k] ?? null;
      const isShown = value !== null && epoch >= across[0];
      // an exact zero has no logarithm: it stands at the lower edge
      if (isShown) d += `${pen}${x(epoch)!.toFixed(1)},${y(Math.max(up[0], value))!.toFixed(1)}`;
      pen = isShown ? 'L' : 'M';
    });
    return d;
  };
  const ends = curves.flatMap(({ curve }) => curve.values.findLast((value) => value !== null) ?? []);
  const range = ends.length > 0 ? `, at the end ${metric(Math.min(...ends))} to ${metric(Math.max(...ends))}` : '';
  return {
    ...{ width, height, rule: x(0)! },
    paths: curves.map(({ id, curve }) => ({ id, d: drawn(curve) })),
    label: `NC1 of ${plural(curves.length, 'run')} over the epochs since the terminal phase began${range}`,
  };
}
