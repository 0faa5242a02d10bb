'use client';
import { useState } from 'react';
import type { MetricEntry } from '../../figures/metric-entry.ts';
import { type Column, columnOf, headOf, MOST_COLUMNS, PLAIN_COLUMNS, type Place, placeId, SETTING_COLUMNS, type SettingColumn, SPARK_ID } from './columns.ts';
import { PlaceFields } from './PlaceFields.tsx';

interface ColumnChooserProps {
  columns: readonly Column[];
  metrics: readonly MetricEntry[];
  onChange: (columns: Column[]) => void;
}

/** Which columns the table has, in which order: settings, and any value of the server's catalogue. */
export function ColumnChooser({ columns, metrics, onChange }: ColumnChooserProps) {
  const [place, setPlace] = useState<Place>({ metric: 'NC1', split: 'TRAIN', at: 'best' });
  const isFull = columns.length >= MOST_COLUMNS;
  const has = (id: string) => columns.some((column) => column.id === id);
  const add = (id: string) => {
    const column = columnOf(id);
    if (column && !has(id) && !isFull) onChange([...columns, column]);
  };
  const move = (i: number) => onChange(columns.map((column, k) => (k === i - 1 ? columns[i]! : k === i ? columns[i - 1]! : column)));
  const others = [...(Object.keys(SETTING_COLUMNS) as SettingColumn[]), SPARK_ID].filter((id) => !has(id));
  return (
    <div className="form chooser">
      <ol className="chosen-columns" aria-label="Columns shown">
        {columns.map((column, i) => {
          const words = columnWords(column, metrics);
          return (
            <li key={column.id} className="row tight">
              <span className="grow">{words}</span>
              <button type="button" className="btn plain icon small-icon" disabled={i === 0} aria-label={`${words} further left`} onClick={() => move(i)}>
                ↑
              </button>
              <button type="button" className="btn plain icon small-icon" aria-label={`Without ${words}`} onClick={() => onChange(columns.filter((each) => each !== column))}>
                ×
              </button>
            </li>
          );
        })}
      </ol>
      <label>
        <span className="label">Add a setting</span>
        <select value="" disabled={isFull} onChange={(event) => add(event.target.value)}>
          <option value="">…</option>
          {others.map((id) => (
            <option key={id} value={id}>
              {columnWords(columnOf(id)!, metrics)}
            </option>
          ))}
        </select>
      </label>
      <PlaceFields place={place} metrics={metrics} onChange={setPlace} />
      <div className="row">
        <button type="button" className="btn" disabled={isFull || has(placeId(place))} onClick={() => add(placeId(place))}>
          Add this value
        </button>
        <span className="grow" />
        <button type="button" className="btn plain" onClick={() => onChange(PLAIN_COLUMNS.map((id) => columnOf(id)!))}>
          As usual
        </button>
      </div>
    </div>
  );
}

function columnWords(column: Column, metrics: readonly MetricEntry[]): string {
  if (column.kind === 'spark') return 'NC1 as a curve';
  const { title, detail } = headOf(column, metrics);
  return detail ? `${title}, ${detail}` : title;
}
