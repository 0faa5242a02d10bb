'use client';
import { useState } from 'react';
import type { MetricEntry } from '../../figures/metric-entry.ts';
import { LEAST_WIDTH, MOST_WIDTH, NAME_ID, useColumnWidths, withinBounds } from './column-widths.ts';
import { type Column, columnWords } from './columns.ts';

/** The widths as numbers, for whoever can neither drag nor find the edges; kept in this browser. */
export function WidthFields({ columns, metrics }: { columns: readonly Column[]; metrics: readonly MetricEntry[] }) {
  const { widths, isSet, set, clear } = useColumnWidths();
  const fields = [{ id: NAME_ID, words: 'Run' }, ...columns.map((column) => ({ id: column.id, words: columnWords(column, metrics) }))];
  return (
    <details className="width-fields">
      <summary>Widths in pixels</summary>
      {fields.map(({ id, words }) => (
        <WidthField key={id} words={words} width={widths[id]} onWidth={(width) => set({ [id]: width })} />
      ))}
      <button type="button" className="btn plain" disabled={!isSet} onClick={clear}>
        Usual widths
      </button>
    </details>
  );
}

function WidthField({ words, width, onWidth }: { words: string; width: number | undefined; onWidth: (width: number) => void }) {
  /** what is being typed; null: nothing that is not taken yet */
  const [draft, setDraft] = useState<string | null>(null);
  const take = () => {
    const wished = Number(draft);
    if (draft?.trim() && Number.isFinite(wished) && wished !== width) onWidth(withinBounds(wished));
    setDraft(null);
  };
  return (
    <label className="row tight">
      <span className="grow">{words}</span>
      <input type="number" min={LEAST_WIDTH} max={MOST_WIDTH} placeholder="usual" value={draft ?? width ?? ''} onChange={(event) => setDraft(event.target.value)} onBlur={take} onKeyDown={(event) => event.key === 'Enter' && take()} />
    </label>
  );
}
