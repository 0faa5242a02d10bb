'use client';
import type { MetricEntry } from '../../figures/metric-entry.ts';
import { MetricField } from '../../metrics/MetricField.tsx';
import { MOMENTS, type Place } from './columns.ts';

interface PlaceFieldsProps {
  place: Place;
  metrics: readonly MetricEntry[];
  onChange: (place: Place) => void;
}

/** Which value of a run: metric, images, epoch. */
export function PlaceFields({ place, metrics, onChange }: PlaceFieldsProps) {
  return (
    <>
      <MetricField value={place.metric} metrics={metrics} onChange={(id) => onChange({ ...place, metric: id })} />
      <div className="two">
        <label>
          <span className="label">Images</span>
          <select value={place.split} onChange={(event) => onChange({ ...place, split: event.target.value as Place['split'] })}>
            <option value="TRAIN">train</option>
            <option value="TEST">test</option>
          </select>
        </label>
        <label>
          <span className="label">When</span>
          <select value={place.at} onChange={(event) => onChange({ ...place, at: event.target.value as Place['at'] })}>
            {MOMENTS.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
      </div>
    </>
  );
}
