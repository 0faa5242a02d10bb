'use client';
import { useEffect, useRef, useState } from 'react';
import type { MetricEntry } from '../../figures/metric-entry.ts';
import { type Column, columnOf, columnWords, MOST_COLUMNS, movedColumn, PLAIN_COLUMNS, type Place, placeId, placeWords, SETTING_COLUMNS, type SettingColumn, SPARK_ID } from './columns.ts';
import { PlaceFields } from './PlaceFields.tsx';
import type { RunsView } from './view.ts';
import { WidthFields } from './WidthFields.tsx';

interface ColumnChooserProps {
  view: RunsView;
  /** ids of the columns that are left out because they say the same of every run */
  hidden: ReadonlySet<string>;
  metrics: readonly MetricEntry[];
  onChange: (change: Partial<RunsView>) => void;
}

/** Which columns the table has, in which order and how wide: settings, and any value of the server's catalogue. */
export function ColumnChooser({ view, hidden, metrics, onChange }: ColumnChooserProps) {
  const { columns } = view;
  const [place, setPlace] = useState<Place>({ metric: 'NC1', split: 'TRAIN', at: 'best' });
  const isFull = columns.length >= MOST_COLUMNS;
  const has = (id: string) => columns.some((column) => column.id === id);
  const add = (id: string) => {
    const column = columnOf(id);
    if (column && !has(id) && !isFull) onChange({ columns: [...columns, column] });
  };
  const others = [...(Object.keys(SETTING_COLUMNS) as SettingColumn[]), SPARK_ID].filter((id) => !has(id));
  return (
    <div className="form chooser">
      <ChosenColumns columns={columns} hidden={hidden} metrics={metrics} onChange={(next) => onChange({ columns: next })} />
      <label className="tick">
        <input type="checkbox" checked={view.isConstantHidden} onChange={(event) => onChange({ isConstantHidden: event.target.checked })} />
        <span>Hide constant columns</span>
      </label>
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
        <button type="button" className="btn plain" onClick={() => onChange({ columns: PLAIN_COLUMNS.map((id) => columnOf(id)!) })}>
          As usual
        </button>
      </div>
      <WidthFields columns={columns} metrics={metrics} />
    </div>
  );
}

interface ChosenColumnsProps extends Omit<ColumnChooserProps, 'view' | 'onChange'> {
  columns: readonly Column[];
  onChange: (columns: Column[]) => void;
}

/** The columns in their order; a move is told in words, and the focus goes along. */
function ChosenColumns({ columns, hidden, metrics, onChange }: ChosenColumnsProps) {
  const [moved, setMoved] = useState<{ id: string; by: -1 | 1 } | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const move = (id: string, by: -1 | 1) => {
    const i = columns.findIndex((column) => column.id === id);
    if (!columns[i + by]) return;
    onChange(movedColumn(columns, id, (by < 0 ? columns[i - 1] : columns[i + 2])?.id ?? null));
    setMoved({ id, by });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: an element that changes its place loses the focus, each time
  useEffect(() => {
    if (moved) list.current?.querySelector<HTMLElement>(`[data-move="${CSS.escape(moved.id)} ${moved.by}"]`)?.focus();
  }, [columns, moved]);
  return (
    <>
      <ol className="chosen-columns" aria-label="Columns shown" ref={list}>
        {columns.map((column, i) => {
          const words = columnWords(column, metrics);
          const mover = (by: -1 | 1, sign: string, side: string) => (
            <button type="button" className="btn plain icon small-icon" data-move={`${column.id} ${by}`} aria-disabled={!columns[i + by]} aria-label={`${words} further ${side}`} onClick={() => move(column.id, by)}>
              {sign}
            </button>
          );
          return (
            <li key={column.id} className="row tight">
              <span className="grow">
                {words}
                {hidden.has(column.id) && <span className="muted"> (hidden)</span>}
              </span>
              {mover(-1, '←', 'left')}
              {mover(1, '→', 'right')}
              <button type="button" className="btn plain icon small-icon" aria-label={`Without ${words}`} onClick={() => onChange(columns.filter((each) => each !== column))}>
                ×
              </button>
            </li>
          );
        })}
      </ol>
      <p className="hide" aria-live="polite">
        {moved && placeWords(columns, moved.id, metrics)}
      </p>
    </>
  );
}
