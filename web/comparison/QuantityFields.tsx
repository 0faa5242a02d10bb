'use client';
import { metricName } from './prepare-title.ts';
import type { ComparedMetric } from './comparison-documents.ts';
import { type Quantity, SPLITS } from './view.ts';

interface QuantityFieldsProps {
  label: string;
  quantity: Quantity;
  metrics: readonly ComparedMetric[];
  onChange: (quantity: Quantity) => void;
}

const MOMENTS: { value: Quantity['at']; label: string }[] = [
  { value: 'phase', label: 'at terminal phase' },
  { value: 'end', label: 'at the end' },
  { value: 'best', label: 'best' },
];

/** A number of a run: which metric, of which images, when. */
export function QuantityFields({ label, quantity, metrics, onChange }: QuantityFieldsProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a flex row with a legend beside it in all browsers
    <div className="row tight" role="group" aria-label={label}>
      <span className="label quantity-name">{label}</span>
      <select className="field" aria-label={`${label}: metric`} value={quantity.metric} onChange={(event) => onChange({ ...quantity, metric: event.target.value as Quantity['metric'] })}>
        {metrics.map(({ id, symbol, title }) => (
          <option key={id} value={id}>
            {metricName({ symbol, title })}
          </option>
        ))}
      </select>
      <select className="field" aria-label={`${label}: images`} value={quantity.split} onChange={(event) => onChange({ ...quantity, split: event.target.value as Quantity['split'] })}>
        {SPLITS.map(({ value, label: name }) => (
          <option key={value} value={value}>
            {name.toLowerCase()}
          </option>
        ))}
      </select>
      <select className="field" aria-label={`${label}: when`} value={quantity.at} onChange={(event) => onChange({ ...quantity, at: event.target.value as Quantity['at'] })}>
        {MOMENTS.map(({ value, label: name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
