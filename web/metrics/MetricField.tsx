'use client';
import type { MetricEntry } from '../figures/metric-entry.ts';
import { MetricHelpButton } from './MetricHelpButton.tsx';

interface MetricFieldProps {
  value: MetricEntry['id'];
  metrics: readonly MetricEntry[];
  onChange: (id: MetricEntry['id']) => void;
}

/** A metric of the catalogue by symbol and title, and what it is. */
export function MetricField({ value, metrics, onChange }: MetricFieldProps) {
  return (
    <>
      <label>
        <span className="label">Metric</span>
        <select value={value} onChange={(event) => onChange(event.target.value as MetricEntry['id'])}>
          {metrics.map(({ id, symbol, title }) => (
            <option key={id} value={id}>
              {symbol ? `${symbol}, ${title}` : title}
            </option>
          ))}
        </select>
      </label>
      <p className="small">
        <MetricHelpButton id={value}>What it is</MetricHelpButton>
      </p>
    </>
  );
}
