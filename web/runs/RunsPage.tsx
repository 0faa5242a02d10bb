'use client';
import { useCallback, useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { ExportMenu } from '../export/ExportMenu.tsx';
import { MetricsDocument } from '../figures/metric-entry.ts';
import { count } from '../formats/numbers.ts';
import { plural } from '../formats/names.ts';
import { Failure } from '../frame/Failure.tsx';
import { usePhone } from '../frame/use-phone.ts';
import { ViewBar } from '../views/ViewBar.tsx';
import { ColumnChooser } from './table/ColumnChooser.tsx';
import { type Column, type ColumnHead, headOf, movedColumn, placeWords } from './table/columns.ts';
import { constantColumns } from './table/constant-columns.ts';
import { ConstantLine } from './table/ConstantLine.tsx';
import { FilterBar, Opening } from './table/FilterBar.tsx';
import { prepareExport } from './table/prepare-export.ts';
import { conditionWords } from './table/prepare-filter.ts';
import { itemsOf } from './table/prepare-groups.ts';
import { RunsGrid } from './table/RunsGrid.tsx';
import { SearchField } from './table/SearchField.tsx';
import { SelectionTray } from './table/SelectionTray.tsx';
import { TableChoicesDocument } from './table/table-documents.ts';
import type { TableEntry } from './table/table-entry.ts';
import { useRunsView } from './table/use-runs-view.ts';
import { useSelection } from './table/use-selection.ts';
import { MOST_GROUPED, type TableReading, useTable } from './table/use-table.ts';
import { GROUPINGS, nextSort, questionOf, type RunsView } from './table/view.ts';

/** On a phone stand the last values beside name and status. */
const onPhone = (column: Column) => column.kind === 'metric' && column.place.at === 'end';
/** Ranges need more room than values. */
const RANGE_ROOM = 34;

/** Every run of the record as a table: filtered, ordered, grouped, chosen. */
export function RunsPage() {
  const { view, change } = useRunsView();
  const isPhone = usePhone();
  const [{ data: catalogue }] = useQuery({ query: MetricsDocument });
  const [{ data: choices }] = useQuery({ query: TableChoicesDocument });
  const metrics = catalogue?.metrics ?? NONE;
  const isGrouped = view.grouping !== 'none';
  const question = useMemo(() => questionOf(view), [view]);
  const reading = useTable(question);
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set());
  const onFold = useCallback((key: string) => setOpen((before) => folded(before, key)), []);
  const entries = reading.page?.entries;
  const { columns, heads, constants } = useShownColumns(view, entries ?? NONE, metrics, isPhone);
  const [told, setTold] = useState('');
  const onMove = useCallback(
    (id: string, before: string | null) => {
      const next = movedColumn(view.columns, id, before);
      change({ columns: next });
      setTold(placeWords(next, id, metrics));
    },
    [view.columns, change, metrics],
  );
  const items = useMemo(() => itemsOf(entries ?? [], view.grouping, open), [entries, view.grouping, open]);
  const selection = useSelection();
  const { readTo } = reading;
  const onReach = useCallback((line: number) => readTo(isGrouped ? MOST_GROUPED : line + 40), [readTo, isGrouped]);
  const lineCount = isGrouped ? items.length : Math.max(items.length, reading.page?.hasMore ? reading.page.totalCount : 0);
  const [round, setRound] = useState(0);
  const showNew = () => {
    reading.readAgain();
    setRound(round + 1);
  };
  const onSearch = useCallback((text: string) => change({ text }), [change]);
  return (
    <div className="runs-page">
      <ViewBar page="runs" noun="table" suggestion={suggestionOf(view.conditions.map((each) => conditionWords(each, choices ?? null, metrics)))} />
      <div className="head row">
        <h1>Runs</h1>
        {reading.page && <span className="muted">{countWords(reading, isGrouped)}</span>}
        <NewRuns count={reading.newCount} onShow={showNew} />
        <span className="grow" />
        <SearchField text={view.text} onChange={onSearch} />
      </div>
      <div className="row filter-line">
        <FilterBar view={view} onChange={change} choices={choices ?? null} metrics={metrics} />
        <span className="grow" />
        <Arrangement view={view} onChange={change} />
        <Opening word="Columns" className="btn no-phone">
          {() => <ColumnChooser view={view} hidden={new Set(constants.map(({ id }) => id))} metrics={metrics} onChange={change} />}
        </Opening>
        <ExportMenu title="Runs" caption="" table={() => prepareExport(items, columns, heads)} />
      </div>
      {constants.length > 0 && reading.page && (
        <ConstantLine constants={constants} readCount={reading.page.entries.length} hasMore={reading.page.hasMore} onShow={() => change({ isConstantHidden: false })} />
      )}
      <p className="hide" aria-live="polite">
        {told}
      </p>
      <section className="panel" aria-label="Runs">
        {reading.problem && <Failure problem={reading.problem} onAgain={reading.readAgain} />}
        {!reading.page && !reading.problem && <PageSkeleton />}
        {reading.page && items.length === 0 && <Empty view={view} onAll={() => change({ conditions: [], text: '', isArchived: false })} />}
        {items.length > 0 && (
          <RunsGrid
            items={items}
            lineCount={lineCount}
            columns={columns}
            heads={heads}
            sort={view.sort}
            onSort={(id) => change({ sort: nextSort(view.sort, id) })}
            onMove={onMove}
            selection={selection}
            onFold={onFold}
            onReach={onReach}
            isStale={reading.isStale}
            listKey={JSON.stringify([question.filter, question.orderBy, view.grouping, round])}
            isPhone={isPhone}
          />
        )}
      </section>
      <SelectionTray selection={selection} entries={entries ?? NONE} isArchived={view.isArchived} onDone={reading.readAgain} />
    </div>
  );
}

const NONE: never[] = [];

/** The columns that there is room for, without those that are left out for saying the same of every run. */
function useShownColumns(view: RunsView, entries: readonly TableEntry[], metrics: Parameters<typeof headOf>[1], isPhone: boolean) {
  const isGrouped = view.grouping !== 'none';
  const roomy = useMemo(() => {
    const columns = isPhone ? view.columns.filter(onPhone) : view.columns;
    return columns.map((column) => ({ column, head: headFor(column, metrics, isGrouped, isPhone) }));
  }, [view.columns, metrics, isGrouped, isPhone]);
  const constants = useMemo(() => {
    if (!view.isConstantHidden) return NONE;
    return constantColumns(entries, roomy.map(({ column }) => column), roomy.map(({ head }) => head), view.sort?.column ?? null);
  }, [view.isConstantHidden, view.sort, entries, roomy]);
  const hidden = constants.map(({ id }) => id).join(',');
  // as long as the same ones are hidden, the rows stay as they are
  const shown = useMemo(() => {
    const out = new Set(hidden.split(','));
    return roomy.filter(({ column }) => !out.has(column.id));
  }, [roomy, hidden]);
  return useMemo(() => ({ columns: shown.map(({ column }) => column), heads: shown.map(({ head }) => head), constants }), [shown, constants]);
}

const suggestionOf = (words: readonly string[]) => (words.length === 0 ? 'All runs' : words.join(', ').slice(0, 80));

function headFor(column: Column, metrics: Parameters<typeof headOf>[1], isGrouped: boolean, isPhone: boolean): ColumnHead {
  const head = headOf(column, metrics);
  const isSpread = column.kind === 'metric' || column.id === 'phase';
  return { ...head, width: (isPhone ? 70 : head.width) + (isGrouped && isSpread ? RANGE_ROOM : 0) };
}

function folded(before: ReadonlySet<string>, key: string): Set<string> {
  const next = new Set(before);
  if (!next.delete(key)) next.add(key);
  return next;
}

function countWords({ page }: TableReading, isGrouped: boolean): string {
  if (!page) return '';
  const { totalCount, pendingCount, entries, hasMore } = page;
  const reading = isGrouped && hasMore ? `, ${count(entries.length)} of them read` : '';
  const pending = pendingCount > 0 ? `; of ${count(pendingCount)} more a value is not computed yet` : '';
  return `${count(totalCount)}${reading}${pending}`;
}

function NewRuns({ count: newCount, onShow }: { count: number; onShow: () => void }) {
  return (
    <span aria-live="polite">
      {newCount > 0 && (
        <button type="button" className="chip choice" onClick={onShow}>
          {plural(newCount, 'new run')}
        </button>
      )}
    </span>
  );
}

function Arrangement({ view, onChange }: { view: RunsView; onChange: (change: Partial<RunsView>) => void }) {
  return (
    <>
      <label className="row tight">
        <span className="label">Group</span>
        <select className="field" value={view.grouping} onChange={(event) => onChange({ grouping: event.target.value as RunsView['grouping'] })}>
          {GROUPINGS.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <button type="button" className="chip choice" aria-pressed={view.isArchived} onClick={() => onChange({ isArchived: !view.isArchived })}>
        Those put aside
      </button>
    </>
  );
}

function Empty({ view, onAll }: { view: RunsView; onAll: () => void }) {
  const isNarrowed = view.conditions.length > 0 || view.text !== '' || view.isArchived;
  if (!isNarrowed) {
    return (
      <div className="state">
        <b>No run yet</b>
        <p>Every run stands here as soon as it is queued.</p>
      </div>
    );
  }
  return (
    <div className="state">
      <b>{view.isArchived && view.conditions.length === 0 && !view.text ? 'No run is put aside' : 'No run like this'}</b>
      <p>No run is as the filter says.</p>
      <button type="button" className="btn" onClick={onAll}>
        Show all runs
      </button>
    </div>
  );
}

function PageSkeleton() {
  return (
    <div className="body" aria-busy="true">
      {Array.from({ length: 16 }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all alike
        <div key={i} className="skeleton" style={{ height: 15, margin: '0 0 16px' }} />
      ))}
    </div>
  );
}
