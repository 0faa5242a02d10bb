'use client';
import { PageLink } from '../../frame/PageLink.tsx';
import { GENERATED } from '../prepare-run-line.ts';
import { type KeyboardEvent, memo } from 'react';
import { Sparkline } from '../../charts/Sparkline.tsx';
import { count } from '../../formats/numbers.ts';
import { Icon } from '../../frame/Icon.tsx';
import { type Column, type ColumnHead, columnOf } from './columns.ts';
import { groupCell, type Item } from './prepare-groups.ts';
import { type Cell, cellOf, type RowContext, SPARK_SIZE } from './prepare-rows.ts';
import type { TableEntry } from './table-entry.ts';

interface RowProps {
  index: number;
  columns: readonly Column[];
  heads: readonly ColumnHead[];
  /** on a phone the status stands below the name */
  isPhone: boolean;
  isCurrent: boolean;
  height: number;
  /** whether room is left at the right of columns that have their own widths */
  hasRest: boolean;
  onPick: (index: number, isRange: boolean) => void;
  /** gives whether the key did something */
  onKeyRow: (key: string, index: number) => boolean;
}

/** What a row has of keys: one row of the table is a stop of the Tab key, the others are reached by j and k. */
const rowKeys = ({ index, isCurrent, height, onKeyRow }: RowProps) => ({
  'data-line': index,
  'aria-rowindex': index + 2,
  tabIndex: isCurrent ? 0 : -1,
  style: { height },
  onKeyDown: (event: KeyboardEvent<HTMLTableRowElement>) => {
    if (event.target === event.currentTarget && onKeyRow(event.key, index)) event.preventDefault();
  },
});

const STATUS = columnOf('status')!;

interface RunRowProps extends RowProps {
  entry: TableEntry;
  isInGroup: boolean;
  spark: RowContext['spark'];
  domain: RowContext['domain'];
  now: number;
  isSelected: boolean;
}

/** Handed only what is its own: news of another run draws nothing here anew. */
export const RunRow = memo(function RunRow(props: RunRowProps) {
  const { entry, columns, heads, isSelected, index, isPhone, onPick } = props;
  const { run } = entry;
  return (
    <tr {...rowKeys(props)} className={isSelected ? 'chosen' : undefined}>
      <th scope="row">
        <span className={props.isInGroup ? 'name-cell inner' : 'name-cell'}>
          <Pick label={`Choose ${run.name}`} isOn={isSelected} onPick={(isRange) => onPick(index, isRange)} />
          <span className="name-lines">
            {entry.isGone ? (
              <s className="muted">{run.name}</s>
            ) : (
              <span className="name-made">
                <PageLink className="name" href={`/runs/${encodeURIComponent(run.id)}`} title={run.name} tabIndex={-1}>
                  {run.name}
                </PageLink>
                {run.isGenerated && <span className="made">{GENERATED}</span>}
              </span>
            )}
            {isPhone && <CellShape cell={cellOf(entry, STATUS, props)} />}
          </span>
        </span>
      </th>
      {columns.map((column, i) => (
        <td key={column.id} className={heads[i]!.isNumeric ? 'num' : undefined}>
          <CellShape cell={cellOf(entry, column, props)} />
        </td>
      ))}
      {props.hasRest && <td aria-hidden="true" />}
    </tr>
  );
});

function Pick({ label, isOn, isMixed = false, onPick }: { label: string; isOn: boolean; isMixed?: boolean; onPick: (isRange: boolean) => void }) {
  return (
    <label className="pick">
      <input
        type="checkbox"
        aria-label={label}
        tabIndex={-1}
        checked={isOn}
        ref={(box) => {
          if (box) box.indeterminate = isMixed;
        }}
        onChange={(event) => onPick((event.nativeEvent as unknown as { shiftKey?: boolean }).shiftKey === true)}
      />
    </label>
  );
}

function CellShape({ cell }: { cell: Cell }) {
  switch (cell.kind) {
    case 'status':
      return (
        <span className={`status c-${cell.look.tone}`}>
          <Icon name={cell.look.icon} isSmall />
          {cell.look.word}
        </span>
      );
    case 'tags':
      return (
        <span className="tag-cell" title={cell.tags.join(', ')}>
          {cell.tags.map((tag) => (
            <span key={tag} className="chip tag">
              {tag}
            </span>
          ))}
        </span>
      );
    case 'spark':
      return cell.spark ? <Sparkline model={cell.spark} /> : <span className="spark-room" style={SPARK_SIZE} />;
    default:
      return (
        <span className={cell.isMuted ? 'muted' : undefined} title={cell.hover ?? cell.text}>
          {cell.text}
        </span>
      );
  }
}

interface GroupRowProps extends RowProps {
  item: Extract<Item, { kind: 'group' }>;
  onFold: (key: string) => void;
  selected: ReadonlySet<string>;
}

export const GroupRow = memo(function GroupRow(props: GroupRowProps) {
  const { item, columns, heads, onFold, selected, index, onPick } = props;
  const { group, isOpen } = item;
  const chosen = group.entries.filter(({ run }) => selected.has(run.id)).length;
  const isAll = chosen === group.entries.length;
  return (
    <tr {...rowKeys(props)} className="group">
      <th scope="row">
        <span className="name-cell">
          <Pick label={`Choose all runs of ${group.label}`} isOn={isAll} isMixed={chosen > 0 && !isAll} onPick={(isRange) => onPick(index, isRange)} />
          <button type="button" className="fold" aria-expanded={isOpen} onClick={() => onFold(group.key)} tabIndex={-1} title={group.label}>
            <svg className="i s" viewBox="0 0 16 16" aria-hidden="true">
              <path d={isOpen ? 'm3 6 5 5 5-5' : 'm6 3 5 5-5 5'} />
            </svg>
            <span className="fold-words">
              {group.label}
              <span className="detail">
                {count(group.entries.length)} run{group.entries.length === 1 ? '' : 's'}
              </span>
            </span>
          </button>
        </span>
      </th>
      {columns.map((column, i) => {
        const cell = groupCell(group.entries, column);
        return (
          <td key={column.id} className={heads[i]!.isNumeric ? 'num' : undefined}>
            <span title={cell.text}>{cell.text}</span>
            {cell.detail && (
              <span className="detail" title={cell.detail}>
                {cell.detail}
              </span>
            )}
          </td>
        );
      })}
      {props.hasRest && <td aria-hidden="true" />}
    </tr>
  );
});

/** A row that is still asked for. */
export function SkeletonRow({ height, span }: { height: number; span: number }) {
  return (
    <tr style={{ height }}>
      <td colSpan={span}>
        <div className="skeleton" style={{ height: 12, margin: '0 14px', width: '60%' }} />
      </td>
    </tr>
  );
}
