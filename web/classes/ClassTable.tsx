'use client';
import type { ClassRow, PreparedClasses } from './prepare-classes.ts';
import { type ClassesView, type ClassColumn, sortAddress } from './view.ts';

interface ClassTableProps {
  prepared: PreparedClasses;
  view: ClassesView;
  onChange: (changes: Record<string, string | null>) => void;
}

/** A row a class, the least collapsed first unless another column is chosen; the bar is the spread. */
export function ClassTable({ prepared: { heads, rows }, view, onChange }: ClassTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="class-table" tabIndex={0} aria-label="Measures of each class">
      <table>
        <thead>
          <tr>
            {heads.map(({ column, text, sort }) => (
              <th key={column} scope="col" className={column === 'class' ? undefined : 'num'} colSpan={column === 'spread' ? 2 : 1} aria-sort={sort ?? undefined}>
                <button type="button" className="sort-head" onClick={() => onChange(sortAddress(chosen(view, heads), column))}>
                  <span className={IDENTITIES[column]}>{text}</span>
                  {sort && <span aria-hidden="true">{sort === 'ascending' ? ' ↑' : ' ↓'}</span>}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.index} row={row} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const IDENTITIES: Partial<Record<ClassColumn, string>> = { mean: 'c-means', classifier: 'c-classifiers' };

/** What the table is sorted by, which the address may not know. */
function chosen(view: ClassesView, heads: PreparedClasses['heads']): { sort: ClassColumn; isAscending: boolean } {
  const head = heads.find(({ sort }) => sort !== null);
  return head ? { sort: head.column, isAscending: head.sort === 'ascending' } : view;
}

function Row({ row }: { row: ClassRow }) {
  return (
    <tr>
      <th scope="row">
        {row.name} {row.number && <span className="soft">{row.number}</span>}
      </th>
      {row.cells.map(({ column, text, title }) => [
        column === 'spread' && (
          <td key="bar" className="spread-cell">
            <div className="spread-bar" aria-hidden="true">
              <b style={{ width: `${100 * row.bar}%` }} />
              {row.tick !== null && <s style={{ left: `${100 * row.tick}%` }} />}
            </div>
          </td>
        ),
        <td key={column} className="num" title={title}>
          {text}
        </td>,
      ])}
    </tr>
  );
}
