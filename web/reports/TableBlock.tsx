'use client';
import { useMemo } from 'react';
import type { ComparedMetric } from '../comparison/comparison-documents.ts';
import { ExportMenu } from '../export/ExportMenu.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import { MetricHelpButton } from '../metrics/MetricHelpButton.tsx';
import type { TableAnswer, TableQuestion } from './blocks.ts';
import { prepareTableBlock } from './prepare-table-block.ts';

/** One value a run and metric. */
export function TableBlock({ question, answer, catalogue, title, caption }: { question: TableQuestion; answer: TableAnswer; catalogue: readonly ComparedMetric[]; title: string; caption: string }) {
  const table = useMemo(() => prepareTableBlock(question, answer, catalogue), [question, answer, catalogue]);
  return (
    <div className="panel">
      <header>
        <span className="fig shrink">{table.note}</span>
        <span className="grow" />
        <ExportMenu title={title} caption={`${caption} · ${table.note}`} table={() => table.text} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard */}
      <section className="body wide scroll-x" tabIndex={0} aria-label={`Values: ${title}`}>
        <table>
          <thead>
            <tr>
              <th>Run</th>
              {table.heads.map(({ id, head, title: name }) => (
                <th key={id} className="num" title={name}>
                  <MetricHelpButton id={id}>{head}</MetricHelpButton>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map(({ runId, label, cells }) => (
              <tr key={runId}>
                <td>
                  <PageLink className="name" href={`/runs/${encodeURIComponent(runId)}`}>
                    {label}
                  </PageLink>
                </td>
                {cells.map((cell, i) => (
                  <td key={table.heads[i]?.id ?? i} className="num nowrap" title={cell.title}>
                    {cell.text}
                    {cell.epoch && <span className="sub">epoch {cell.epoch}</span>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}
