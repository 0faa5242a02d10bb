'use client';
import { useMemo } from 'react';
import { ExportMenu } from '../export/ExportMenu.tsx';
import { Failure } from '../frame/Failure.tsx';
import type { Reading } from '../graphql/use-answer.ts';
import { MetricHelpButton } from '../metrics/MetricHelpButton.tsx';
import { Swatch } from './Swatch.tsx';
import type { ComparedMetric, SummariesAnswer } from './comparison-documents.ts';
import { type EndCell, type EndTable, prepareEndTable } from './prepare-end-table.ts';
import type { Group } from './prepare-groups.ts';

interface EndTablePanelProps {
  groups: readonly Group[];
  metrics: readonly ComparedMetric[];
  summaries: Reading<SummariesAnswer>;
  caption: string;
}

/** Values at the end of the runs and their changes from the baseline. */
export function EndTablePanel({ groups, metrics, summaries: { data, problem, readAgain }, caption }: EndTablePanelProps) {
  const table = useMemo(() => (data ? prepareEndTable(groups, data, metrics) : null), [groups, data, metrics]);
  return (
    <article className="panel ends-panel" aria-labelledby="end-title">
      <header>
        <h2 id="end-title" className="figure-title">
          At the end
        </h2>
        <span className="fig shrink">{table?.note}</span>
        <span className="grow" />
        {table && <ExportMenu title="At the end" caption={caption} table={() => table.text} />}
      </header>
      {table ? <Rows table={table} /> : <div className="body">{problem ? <Failure problem={problem} onAgain={readAgain} /> : <div className="skeleton" style={{ height: 220 }} aria-busy="true" />}</div>}
    </article>
  );
}

function Rows({ table }: { table: EndTable }) {
  const hasBaseline = table.rows.length > 1;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard */}
      <section className="body wide scroll-x" aria-label="Values at the end" tabIndex={0}>
        <table className="ends">
          <thead>
            <tr>
              <th>Group</th>
              {table.columns.map(({ metric, head }) => (
                <th key={metric} className="num">
                  <MetricHelpButton id={metric}>{head}</MetricHelpButton>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map(({ group, cells }) => (
              <tr key={group.key}>
                <td>
                  <span className="group-name">
                    <Swatch look={group.look} />
                    {group.title}
                  </span>
                </td>
                {cells.map((cell, i) => (
                  <td key={table.columns[i]!.metric} className="num nowrap" title={[cell.exact, cell.reason].filter(Boolean).join('; ')}>
                    {cell.text}
                    {hasBaseline && <Change cell={cell} />}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {hasBaseline && (
        <p className="legend sub">
          <span aria-hidden="true">✓</span> <span className="c-good">Green</span> is nearer to collapse, or a lower error, and outside the baseline’s range of seeds; <span aria-hidden="true">✗</span> <span className="c-bad">red</span> is the other way; a plain change lies within it, or cannot be told.
        </p>
      )}
    </>
  );
}

const WORDS: Record<EndCell['verdict'], string> = { better: 'better', worse: 'worse', within: '', unknown: '' };
const SIGNS: Record<EndCell['verdict'], string> = { better: '✓ ', worse: '✗ ', within: '', unknown: '' };
const TONES: Record<EndCell['verdict'], string> = { better: 'c-good', worse: 'c-bad', within: 'muted', unknown: 'muted' };

function Change({ cell: { change, verdict } }: { cell: EndCell }) {
  return (
    <span className={`change ${TONES[verdict]}`}>
      {change === null ? 'baseline' : (
        <>
          <span aria-hidden="true">{SIGNS[verdict]}</span>
          {change}
          <span className="hide"> {WORDS[verdict]}</span>
        </>
      )}
    </span>
  );
}
