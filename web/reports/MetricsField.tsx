'use client';
import type { ComparedMetric, MetricId } from '../comparison/comparison-documents.ts';
import { metricName } from '../comparison/prepare-title.ts';
import { MOST_METRICS } from './block-form.ts';

interface MetricsFieldProps {
  catalogue: readonly ComparedMetric[];
  chosen: readonly MetricId[];
  /** what it means to choose none */
  none?: string;
  onChange: (metrics: MetricId[]) => void;
}

/** Metrics by name, ticked. */
export function MetricsField({ catalogue, chosen, none, onChange }: MetricsFieldProps) {
  return (
    <fieldset className="report-field">
      <legend>
        Metrics <span className="muted">{chosen.length === 0 && none ? none : `${chosen.length} of at most ${MOST_METRICS}`}</span>
      </legend>
      <ul className="report-choices">
        {catalogue.map((metric) => {
          const isChosen = chosen.includes(metric.id);
          return (
            <li key={metric.id}>
              <label>
                <input type="checkbox" checked={isChosen} disabled={!isChosen && chosen.length >= MOST_METRICS} onChange={() => onChange(isChosen ? chosen.filter((id) => id !== metric.id) : [...chosen, metric.id])} />
                <span>{metricName(metric)}</span>
              </label>
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}
