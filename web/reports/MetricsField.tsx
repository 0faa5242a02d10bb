'use client';
import { useState } from 'react';
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
  // in the order of the catalogue, those that were chosen when the window opened first
  const [first] = useState(chosen);
  const ordered = [...catalogue.filter(({ id }) => first.includes(id)), ...catalogue.filter(({ id }) => !first.includes(id))];
  return (
    <fieldset className="report-field">
      <legend>
        Metrics <span className="muted">{chosen.length === 0 && none ? none : `${chosen.length} of at most ${MOST_METRICS}`}</span>
      </legend>
      <ul className="report-choices">
        {ordered.map((metric) => {
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
