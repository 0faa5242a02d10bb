'use client';
import { memo, useCallback, useRef } from 'react';
import { type Column, type ColumnHead } from './columns.ts';
import type { Item } from './prepare-groups.ts';
import type { Selection } from './use-selection.ts';
import { isSortable, type Sort } from './view.ts';

interface GridHeadProps {
  columns: readonly Column[];
  heads: readonly ColumnHead[];
  sort: Sort | null;
  onSort: (id: string) => void;
  items: readonly Item[];
  selection: Selection;
}

/** The names of the columns; a press sorts, and only the sorted one has an arrow. */
export function GridHead({ columns, heads, sort, onSort, items, selection }: GridHeadProps) {
  const shown = items.flatMap((item) => (item.kind === 'run' ? [item.entry.run.id] : item.isOpen ? [] : item.group.entries.map(({ run }) => run.id)));
  const areAllIn = shown.length > 0 && shown.every((id) => selection.ids.has(id));
  const latest = useRef(shown);
  latest.current = shown;
  const { toggle } = selection;
  const onAll = useCallback(() => toggle(latest.current), [toggle]);
  return (
    <thead>
      <tr>
        <th scope="col" aria-sort={sortWord(sort, 'name')}>
          <span className="name-cell">
            <ChooseAll isOn={areAllIn} isMixed={!areAllIn && shown.some((id) => selection.ids.has(id))} onChange={onAll} />
            <SortButton id="name" head={{ title: 'Run', detail: '' }} sort={sort} onSort={onSort} />
          </span>
        </th>
        {columns.map(({ id }, i) => (
          <th key={id} scope="col" className={heads[i]!.isNumeric ? 'num' : undefined} aria-sort={sortWord(sort, id)}>
            {isSortable(id) ? <SortButton id={id} head={heads[i]!} sort={sort} onSort={onSort} /> : <span className="head-words"><HeadWords head={heads[i]!} /></span>}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** Drawn anew only when it changes: React sets the attributes of a field again whenever it draws it. */
const ChooseAll = memo(function ChooseAll({ isOn, isMixed, onChange }: { isOn: boolean; isMixed: boolean; onChange: () => void }) {
  const asMixed = (box: HTMLInputElement | null) => {
    if (box) box.indeterminate = isMixed;
  };
  return (
    <label className="pick">
      <input type="checkbox" aria-label="Choose all that are shown" checked={isOn} ref={asMixed} onChange={onChange} />
    </label>
  );
});

const sortWord = (sort: Sort | null, id: string) => (sort?.column !== id ? undefined : sort.isDescending ? 'descending' : 'ascending');

function SortButton({ id, head, sort, onSort }: { id: string; head: Pick<ColumnHead, 'title' | 'detail' | 'hover'>; sort: Sort | null; onSort: (id: string) => void }) {
  return (
    <button type="button" className="head-words sort" title={head.hover} onClick={() => onSort(id)}>
      <HeadWords head={head} arrow={sort?.column === id ? (sort.isDescending ? '↓' : '↑') : undefined} />
    </button>
  );
}

function HeadWords({ head, arrow }: { head: Pick<ColumnHead, 'title' | 'detail'>; arrow?: string }) {
  const sign = arrow && <span aria-hidden="true"> {arrow}</span>;
  return (
    <>
      <span>
        {head.title}
        {!head.detail && sign}
      </span>
      {head.detail && (
        <span className="detail">
          {head.detail}
          {sign}
        </span>
      )}
    </>
  );
}
