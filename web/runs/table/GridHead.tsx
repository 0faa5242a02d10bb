'use client';
import { memo, useCallback, useRef } from 'react';
import { NAME_ID } from './column-widths.ts';
import { type Column, type ColumnHead, headWords } from './columns.ts';
import type { Item } from './prepare-groups.ts';
import { useHeadDrag } from './use-head-drag.ts';
import type { Selection } from './use-selection.ts';
import { isSortable, type Sort } from './view.ts';
import { WidthHandle } from './WidthHandle.tsx';

interface GridHeadProps {
  columns: readonly Column[];
  heads: readonly ColumnHead[];
  sort: Sort | null;
  onSort: (id: string) => void;
  items: readonly Item[];
  selection: Selection;
  arranging: Arranging | null;
  /** whether room is left at the right of columns that have their own widths */
  hasRest: boolean;
}

/** How heads are moved and made wider; null where there is no room for it. */
export interface Arranging {
  /** of the column of names, then of each column */
  widths: readonly number[];
  /** null: the usual one */
  onWidth: (id: string, width: number | null) => void;
  onMove: (id: string, before: string | null) => void;
}

const NAME_HEAD = { title: 'Run', detail: '' };
const doNothing = () => undefined;

/** The names of the columns; a press sorts, and only the sorted one has an arrow. They can be dragged to another place, and their edges too. */
export function GridHead({ columns, heads, sort, onSort, items, selection, arranging, hasRest }: GridHeadProps) {
  const ids = columns.map(({ id }) => id);
  const { drag, handlers } = useHeadDrag(ids, arranging?.onMove ?? doNothing);
  const isLast = (id: string) => id === ids.at(-1);
  const dropMark = (id: string) => (drag?.before === id ? ' drop-before' : drag?.before === null && isLast(id) ? ' drop-after' : '');
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
            <SortButton id={NAME_ID} head={NAME_HEAD} sort={sort} onSort={onSort} />
          </span>
          {arranging && <WidthHandle words={NAME_HEAD.title} width={arranging.widths[0]!} onWidth={(width) => arranging.onWidth(NAME_ID, width)} />}
        </th>
        {columns.map(({ id }, i) => {
          const head = heads[i]!;
          const isDragged = drag?.id === id;
          return (
            <th
              key={id}
              scope="col"
              data-column={id}
              className={`${head.isNumeric ? 'num' : ''}${isDragged ? ' dragged' : ''}${dropMark(id)}`}
              aria-sort={sortWord(sort, id)}
              {...(arranging && handlers(id))}
            >
              {isSortable(id) ? <SortButton id={id} head={head} sort={sort} onSort={onSort} /> : <span className="head-words"><HeadWords head={head} /></span>}
              {arranging && <WidthHandle words={headWords(head)} width={arranging.widths[i + 1]!} onWidth={(width) => arranging.onWidth(id, width)} />}
            </th>
          );
        })}
        {hasRest && <td aria-hidden="true" />}
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
