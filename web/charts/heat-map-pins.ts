import type { HeatMapLayout } from './heat-map-layout.ts';
import type { HeatMapModel } from './heat-map-model.ts';
import { type Pin, PIN } from './pins.ts';

/** Where a note lies on a heat map, in pixels. */
export interface PinOnMap {
  pin: Pin;
  /** middle of its number */
  x: number;
  y: number;
  /** the cells that it is about */
  cells: { x: number; y: number; width: number; height: number };
}

/** Notes on a map of rows by epochs: on the row of their `lineId`, over the columns of their epochs. Those of epochs that were not measured are left out. */
export function placeOnMap(pins: readonly Pin[], { names, columnEpochs = [] }: Pick<HeatMapModel, 'names' | 'columnEpochs'>, { left, cell, cellHeight, side }: HeatMapLayout): PinOnMap[] {
  const placed: PinOnMap[] = [];
  for (const pin of [...pins].sort((a, b) => a.from - b.from || a.number - b.number)) {
    const row = names.indexOf(pin.lineId ?? '');
    const columns = columnEpochs.flatMap((epoch, i) => (epoch >= pin.from && epoch <= pin.to ? [i] : []));
    if (row < 0 || columns.length === 0) continue;
    const cells = { x: left + columns[0]! * cell, y: row * cellHeight, width: columns.length * cell, height: cellHeight };
    let x = Math.min(left + side - PIN.target / 2, cells.x + cells.width / 2);
    const y = cells.y + cells.height / 2;
    // beside the numbers that are there, to the right as far as there is room
    while (x + PIN.target <= left + side && placed.some((other) => Math.abs(other.x - x) < PIN.target && Math.abs(other.y - y) < PIN.target)) x += PIN.target;
    placed.push({ pin, x, y, cells });
  }
  return placed;
}
