import { metric } from '../formats/numbers.ts';
import type { HeatMapModel } from './heat-map-model.ts';

/** A heat map as a table: a row a class, a column a class, full values. */
export function heatMapTable(model: HeatMapModel): { heads: string[]; rows: (number | string | null)[][] } {
  const s = model.names.length;
  return {
    heads: ['class', ...model.names],
    rows: model.names.map((name, row) => [name, ...model.values.slice(row * s, (row + 1) * s)]),
  };
}

/** The same as a person reads it; what is struck out has no text. */
export const heatMapTexts = (model: HeatMapModel): string[][] =>
  heatMapTable(model).rows.map((row, i) => row.map((value, k) => (typeof value === 'string' ? value : model.isDiagonalStruck && k === i + 1 ? '' : metric(value))));
