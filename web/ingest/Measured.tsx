'use client';
import { useQuery } from 'urql';
import { Icon } from '../frame/Icon.tsx';
import { MetricHelpButton } from '../metrics/MetricHelpButton.tsx';
import { MetricHelpDocument } from '../metrics/metric-documents.ts';
import type { ImportedValues } from './ingest-documents.ts';
import { type Cell, prepareMeasured } from './prepare-measured.ts';

/** The metrics of a file, and what is to be known about them. */
export function Measured({ values, file }: { values: ImportedValues; file: string }) {
  const [{ data }] = useQuery({ query: MetricHelpDocument });
  const { rows, hasTest, warnings } = prepareMeasured(values);
  const named = (id: string) => data?.metrics.find((metric) => metric.id === id);
  return (
    <>
      {warnings.map((text) => (
        <p key={text} className="file-warning">
          <Icon name="alert" tone="warn" /> {text}
        </p>
      ))}
      <table aria-label={`Metrics of ${file}`}>
        <thead>
          <tr>
            <th scope="col">Metric</th>
            <th scope="col" className="num">
              train
            </th>
            {hasTest && (
              <th scope="col" className="num">
                test
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ metric, train, test }) => (
            <tr key={metric} data-metric={metric}>
              <th scope="row" className="metric-name">
                <MetricHelpButton id={metric}>
                  <b>{named(metric)?.symbol ?? metric}</b> {named(metric)?.title}
                </MetricHelpButton>
              </th>
              <Value cell={train} />
              {test && <Value cell={test} />}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Value({ cell: { text, title } }: { cell: Cell }) {
  return (
    <td className="num" title={title}>
      {text}
    </td>
  );
}
