'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useNow } from '../../frame/use-now.ts';
import { usePrinting } from '../../frame/use-printing.ts';
import { count } from '../../formats/numbers.ts';
import { useShortcuts } from '../../frame/shortcuts.ts';
import { NAME_ID, useColumnWidths, type Widths } from './column-widths.ts';
import type { Column, ColumnHead } from './columns.ts';
import { type Arranging, GridHead } from './GridHead.tsx';
import { GroupRow, RunRow, SkeletonRow } from './GridRows.tsx';
import type { Item } from './prepare-groups.ts';
import { sparkDomain } from './prepare-rows.ts';
import type { Selection } from './use-selection.ts';
import { useSparks } from './use-sparks.ts';
import type { Sort } from './view.ts';

export const NAME_WIDTH = { wide: 280, phone: 190 };
const HEIGHTS = { wide: { run: 31, group: 46 }, phone: { run: 54, group: 54 } };

interface RunsGridProps {
  items: readonly Item[];
  /** lines that there will be once everything is read */
  lineCount: number;
  columns: readonly Column[];
  heads: readonly ColumnHead[];
  sort: Sort | null;
  onSort: (id: string) => void;
  /** a column is put before another one; null: at the end */
  onMove: (id: string, before: string | null) => void;
  selection: Selection;
  onFold: (key: string) => void;
  /** asks for the lines up to this one */
  onReach: (line: number) => void;
  isStale: boolean;
  /** changes when another list is asked for, which is looked at from its top */
  listKey: string;
  isPhone: boolean;
}

/** The table: only the rows in sight are in the page, the others are room above and below. */
export function RunsGrid(props: RunsGridProps) {
  const { items, lineCount, columns, heads, selection, onFold, onReach, isPhone } = props;
  const now = useNow(60_000);
  const frame = useRef<HTMLElement>(null);
  const heights = isPhone ? HEIGHTS.phone : HEIGHTS.wide;
  const virtual = useVirtualizer({
    count: lineCount,
    getScrollElement: () => frame.current,
    estimateSize: (i) => heights[items[i]?.kind ?? 'run'],
    overscan: 10,
    // before the page lives nobody knows how high the window is: so many rows fill most
    initialRect: { width: 1200, height: 620 },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what stands in a line decides its height
  useEffect(() => virtual.measure(), [items, isPhone]);
  useEffect(() => {
    if (props.listKey) frame.current?.scrollTo({ top: 0 });
  }, [props.listKey]);
  const isPrinting = usePrinting();
  const inSight = virtual.getVirtualItems();
  // paper has no window to look through: every row that was read is there
  const lines = isPrinting ? items.map((_, index) => ({ index })) : inSight;
  const { sparks, want } = useSparks(columns.some(({ kind }) => kind === 'spark'));
  const [least, most] = useMemo(() => sparkDomain(sparks.values()), [sparks]);
  // as long as its ends stay, it is the same for the rows, which then stay as they are
  const domain = useMemo(() => [least, most] as const, [least, most]);
  const [first, last] = [inSight[0]?.index ?? 0, inSight.at(-1)?.index ?? 0];
  useEffect(() => {
    onReach(last);
    want(items.slice(first, last + 1).flatMap((item) => (item.kind === 'run' ? [item.entry.run] : [])));
  }, [items, first, last, onReach, want]);
  const { current, onPick, onKeyRow } = useRows({ items, selection, onFold, reveal: (i) => virtual.scrollToIndex(i), frame });
  const { widths, arranging, hasRest } = useArranging(props, frame);
  const span = widths.length + (hasRest ? 1 : 0);
  const width = widths.reduce((sum, each) => sum + each, 0);
  const [above, below] = isPrinting ? [0, 0] : [inSight[0]?.start ?? 0, virtual.getTotalSize() - (inSight.at(-1)?.end ?? 0)];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section ref={frame} className="grid-frame" aria-label="Table of runs" tabIndex={0} aria-busy={props.isStale}>
      <table className="grid" style={{ minWidth: width }} aria-rowcount={lineCount + 1}>
        <colgroup>
          {[NAME_ID, ...columns.map(({ id }) => id)].map((id, i) => (
            <col key={id} style={{ width: widths[i] }} />
          ))}
          {hasRest && <col />}
        </colgroup>
        <GridHead columns={columns} heads={heads} sort={props.sort} onSort={props.onSort} items={items} selection={selection} arranging={arranging} hasRest={hasRest} />
        <tbody>
          {above > 0 && <Room height={above} span={span} />}
          {lines.map(({ index }) => {
            const item = items[index];
            if (!item) return <SkeletonRow key={`line ${index}`} height={heights.run} span={span} />;
            const common = { index, columns, heads, isPhone, isCurrent: index === current, height: heights[item.kind], hasRest, onPick, onKeyRow };
            if (item.kind === 'group') return <GroupRow key={`group ${item.group.key}`} {...common} item={item} onFold={onFold} selected={selection.ids} />;
            const { entry, isInGroup } = item;
            const { id } = entry.run;
            return <RunRow key={id} {...common} entry={entry} isInGroup={isInGroup} spark={sparks.get(id)} domain={domain} now={now} isSelected={selection.ids.has(id)} />;
          })}
          {below > 0 && <Room height={below} span={span} />}
        </tbody>
      </table>
      {isPrinting && items.length < lineCount && (
        <p className="print-note">
          The first {count(items.length)} of {count(lineCount)} rows: those that had been read when this was printed.
        </p>
      )}
    </section>
  );
}

/** The widths of the columns, the names' first, and how they are changed. The first width that is set keeps those of all others as they are drawn. */
function useArranging({ columns, heads, isPhone, onMove }: RunsGridProps, frame: { current: HTMLElement | null }) {
  const { widths: own, isSet, set } = useColumnWidths();
  const usual = [isPhone ? NAME_WIDTH.phone : NAME_WIDTH.wide, ...heads.map(({ width }) => width)];
  const ids = [NAME_ID, ...columns.map(({ id }) => id)];
  const onWidth: Arranging['onWidth'] = (id, width) => {
    const drawn = [...(frame.current?.querySelectorAll('thead th') ?? [])].map((head, i) => [ids[i]!, Math.round(head.getBoundingClientRect().width)]);
    set({ ...(!isSet && (Object.fromEntries(drawn) as Widths)), [id]: width ?? usual[ids.indexOf(id)]! });
  };
  if (isPhone) return { widths: usual, arranging: null, hasRest: false };
  const widths = usual.map((width, i) => own[ids[i]!] ?? width);
  return { widths, arranging: { widths, onWidth, onMove } satisfies Arranging, hasRest: isSet };
}

function Room({ height, span }: { height: number; span: number }) {
  return (
    <tr className="room">
      <td colSpan={span} style={{ height }} />
    </tr>
  );
}

interface RowsWanted {
  items: readonly Item[];
  selection: Selection;
  onFold: (key: string) => void;
  reveal: (index: number) => void;
  frame: { current: HTMLElement | null };
}

const idsOf = (item: Item | undefined): string[] =>
  !item ? [] : item.kind === 'run' ? [item.entry.run.id] : item.group.entries.map(({ run }) => run.id);

/** The row that the keys are at, and what keys and presses do there. */
function useRows(wanted: RowsWanted) {
  const router = useRouter();
  const [current, setCurrent] = useState(0);
  const latest = useRef({ ...wanted, current });
  latest.current = { ...wanted, current };
  const anchor = useRef<number | null>(null);
  /** the first key goes to the row itself, the next ones on from there */
  const isEntered = useRef(false);
  const focusRow = useCallback((index: number, triesLeft = 5) => {
    const row = latest.current.frame.current?.querySelector<HTMLElement>(`tr[data-line="${index}"]`);
    if (row) row.focus({ preventScroll: true });
    else if (triesLeft > 0) requestAnimationFrame(() => focusRow(index, triesLeft - 1));
  }, []);
  const goTo = useCallback(
    (index: number) => {
      const to = Math.max(0, Math.min(latest.current.items.length - 1, index));
      // a second key may come before the page is drawn
      latest.current.current = to;
      isEntered.current = true;
      setCurrent(to);
      latest.current.reveal(to);
      requestAnimationFrame(() => focusRow(to));
    },
    [focusRow],
  );
  const onPick = useCallback((index: number, isRange: boolean) => {
    const { items, selection } = latest.current;
    const [from, to] = isRange && anchor.current !== null ? [Math.min(anchor.current, index), Math.max(anchor.current, index)] : [index, index];
    const ids = items.slice(from, to + 1).flatMap(idsOf);
    if (from === to) selection.toggle(ids);
    else selection.add(ids);
    anchor.current = index;
    latest.current.current = index;
    isEntered.current = true;
    setCurrent(index);
  }, []);
  const open = useCallback(
    (index: number) => {
      const item = latest.current.items[index];
      if (item?.kind === 'group') latest.current.onFold(item.group.key);
      else if (item && !item.entry.isGone) router.push(`/runs/${encodeURIComponent(item.entry.run.id)}`);
    },
    [router],
  );
  const onKeyRow = useCallback(
    (key: string, index: number) => {
      const steps: Record<string, number> = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: latest.current.items.length - 1 };
      if (key === 'Enter') open(index);
      else if (steps[key] !== undefined) goTo(steps[key]);
      else return false;
      return true;
    },
    [goTo, open],
  );
  const keys = useMemo(() => {
    const step = (by: number) => goTo(latest.current.current + (isEntered.current ? by : 0));
    const pick = () => onPick(latest.current.current, false);
    return [
      { key: 'j', does: 'Next run', act: () => step(1) },
      { key: 'k', does: 'Run before', act: () => step(-1) },
      { key: 'x', does: 'Choose the run, or let it go', act: pick },
      { key: ' ', does: 'Choose the run, or let it go', act: pick },
    ];
  }, [goTo, onPick]);
  useShortcuts(keys);
  return { current: Math.min(current, Math.max(0, wanted.items.length - 1)), onPick, onKeyRow };
}
