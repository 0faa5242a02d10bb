'use client';
import Link from 'next/link';
import { useMemo } from 'react';
import { Sparkline } from '../charts/Sparkline.tsx';
import { Failure } from '../frame/Failure.tsx';
import { Icon } from '../frame/Icon.tsx';
import { useNow } from '../frame/use-now.ts';
import { prepareRunTable, type RunTableRow } from './prepare-run-table.ts';
import type { RunsReading } from './use-runs.ts';

interface RunTableProps {
  reading: RunsReading;
  empty: { title: string; text: string };
}

/** Runs as rows, or what stands there while there are none to show. */
export function RunTable({ reading: { pages, problem, readAgain }, empty }: RunTableProps) {
  const now = useNow(60_000);
  const rows = useMemo(() => (pages ? prepareRunTable(pages.runs, pages.curves, now) : []), [pages, now]);
  if (problem && !pages) return <Failure problem={problem} onAgain={readAgain} />;
  if (!pages) return <TableSkeleton />;
  if (rows.length === 0) {
    return (
      <div className="state">
        <b>{empty.title}</b>
        <p>{empty.text}</p>
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard
    <section className="body wide" aria-label="Table of runs" tabIndex={0}>
      <table className="runs">
        <RunTableHead />
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function RunTableHead() {
  return (
    <thead>
      <tr>
        <th>Run</th>
        <th>Status</th>
        <th>Study</th>
        <th>Network</th>
        <th>Data set</th>
        <th className="num">
          Terminal
          <br />
          phase from
        </th>
        <th className="num">
          NC1, from there
          <br />
          to the end
        </th>
        <th className="spark-column">NC1, log–log</th>
        <th className="num">
          Test accuracy, from
          <br />
          there to the end
        </th>
        <th className="num">Finished</th>
      </tr>
    </thead>
  );
}

function Row({ row }: { row: RunTableRow }) {
  return (
    <tr>
      <td className="nowrap">
        <Link className="name" href={`/runs/${encodeURIComponent(row.id)}`}>
          {row.name}
        </Link>
      </td>
      <td>
        <span className={`status c-${row.status.tone}`}>
          <Icon name={row.status.icon} isSmall />
          {row.status.word}
        </span>
      </td>
      <td className="muted nowrap">{row.study}</td>
      <td className="nowrap">{row.network}</td>
      <td className="nowrap">{row.dataset}</td>
      <td className="num nowrap">{row.phase}</td>
      <td className="num nowrap">{row.nc1}</td>
      <td>
        <Sparkline model={row.spark} />
      </td>
      <td className="num nowrap">{row.accuracy}</td>
      <td className="num nowrap muted" title={row.finished.exact}>
        {row.finished.text}
      </td>
    </tr>
  );
}

function TableSkeleton() {
  return (
    <div className="body" aria-busy="true">
      {[40, 31, 31, 31].map((height, i) => (
        <div
          key={`${height} ${i === 0}`.concat('.'.repeat(i))}
          className="skeleton"
          style={{ height: height - 8, margin: '4px 0' }}
        />
      ))}
    </div>
  );
}
