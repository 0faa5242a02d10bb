import { metric } from '../formats/numbers.ts';
import { columnsOf, type HeatMapModel } from './heat-map-model.ts';

/** A heat map as a table: a row a class, a column a class, full values. */
export function heatMapTable(model: HeatMapModel): { heads: string[]; rows: (number | string | null)[][] } {
  const columns = columnsOf(model);
  const s = columns.length;
  return {
    heads: [model.rowsAre ?? 'class', ...columns],
    rows: model.names.map((name, row) => [name, ...model.values.slice(row * s, (row + 1) * s)]),
  };
}

/** The same as a person reads it; what is struck out has no text, unless the map says how it is shown. */
export function heatMapTexts(model: HeatMapModel): string[][] {
  const { text } = model;
  const shown = (value: number | null, isOwn: boolean) => (text ? text(value) : model.isDiagonalStruck && isOwn ? '' : metric(value));
  return heatMapTable(model).rows.map((row, i) => row.map((value, k) => (typeof value === 'string' ? value : shown(value, k === i + 1))));
}
