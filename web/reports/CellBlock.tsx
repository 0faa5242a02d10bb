'use client';
import { useMemo } from 'react';
import type { ComparedMetric } from '../comparison/comparison-documents.ts';
import { ExportMenu } from '../export/ExportMenu.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import { MetricHelpButton } from '../metrics/MetricHelpButton.tsx';
import { LEAST_CELL } from '../paper/cell-layout.ts';
import { PaperCell } from '../paper/PaperCell.tsx';
import type { PaperCellAnswer } from './blocks.ts';
import { prepareCellBlock } from './prepare-cell-block.ts';

const WIDTH = LEAST_CELL + 20;

/** A cell of the paper's grid: a small plot a figure, the values at the two points of time, and the accuracy beside the published one. */
export function CellBlock({ answer, catalogue, title, caption }: { answer: PaperCellAnswer; catalogue: readonly ComparedMetric[]; title: string; caption: string }) {
  const block = useMemo(() => prepareCellBlock(answer, catalogue), [answer, catalogue]);
  return (
    <div className="panel">
      <header>
        <b>{block.name}</b>
        {block.runHref && (
          <PageLink className="small" href={block.runHref}>
            {answer.label}
          </PageLink>
        )}
        <span className="grow" />
        <ExportMenu title={title} caption={`${block.name} · ${caption}`} table={() => block.text} />
      </header>
      {block.lack && <p className="body muted">{block.lack}</p>}
      {block.figures.length > 0 && (
        <div className="body report-cells">
          {block.figures.map(({ title: name, cell, column, grid }) => (
            <div key={name} style={{ width: WIDTH }}>
              <PaperCell cell={cell} column={column} grid={grid} width={WIDTH - 2} />
            </div>
          ))}
        </div>
      )}
      {block.rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard
        <section className="body wide scroll-x" tabIndex={0} aria-label={`Values: ${block.name}`}>
          <table>
            <thead>
              <tr>
                <th>Metric</th>
                <th>Images</th>
                <th className="num">Terminal phase</th>
                <th className="num">Last epoch</th>
              </tr>
            </thead>
            <tbody>
              {block.rows.map(({ id, name, split, atTerminalPhase, atLast }) => (
                <tr key={`${id} ${split}`}>
                  <td>
                    <MetricHelpButton id={id}>{name}</MetricHelpButton>
                  </td>
                  <td>{split}</td>
                  {[atTerminalPhase, atLast].map((value, i) => (
                    <td key={i === 0 ? 'phase' : 'last'} className="num nowrap" title={value.title}>
                      {value.text}
                      {value.epoch && <span className="sub">epoch {value.epoch}</span>}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <p className="body muted">
        Test accuracy {block.accuracy.map(({ head, here, paper }) => `${head} ${here} (paper ${paper})`).join(', ')}.
      </p>
    </div>
  );
}
