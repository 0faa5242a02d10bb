import { PageLink } from '../frame/PageLink.tsx';
import { useMemo } from 'react';
import { prepareGrid } from './prepare-study.ts';
import type { StudyEntry } from './studies-documents.ts';

/** Networks by data sets: how many runs, and how many of them reached the terminal phase. Each cell leads to its runs. */
export function StudyGridTable({ study }: { study: StudyEntry }) {
  const { columns, rows } = useMemo(() => prepareGrid(study), [study]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard
    <section className="body scroll-x" aria-label="Runs by network and data set" tabIndex={0}>
      <table className="study-grid">
        <thead>
          <tr>
            <th>Network</th>
            {columns.map((dataset) => (
              <th key={dataset}>{dataset}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.family}>
              <th scope="row">{row.name}</th>
              {row.cells.map(({ key, runs, reached, state }) => (
                <td key={key} className={state}>
                  {runs ? (
                    <PageLink href={runs.href}>
                      <span className="hide">{runs.place}: </span>
                      <b>{runs.text}</b>
                      <span className="sub">{reached}</span>
                    </PageLink>
                  ) : (
                    <span className="muted">–</span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
