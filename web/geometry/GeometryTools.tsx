'use client';
import { Switch } from '../frame/Switch.tsx';
import type { GeometryRun } from './geometry-run.ts';
import { classesAddress, type GeometryView, SPLITS, withClass } from './view.ts';

interface GeometryToolsProps {
  run: GeometryRun;
  view: GeometryView;
  /** of all classes; null while they are not known */
  names: readonly string[] | null;
  onChange: (changes: Record<string, string | null>) => void;
}

const PLACES = ['First', 'Second', 'Third'];

/** Which three classes, which images, which layer. */
export function GeometryTools({ run, view, names, onChange }: GeometryToolsProps) {
  return (
    <div className="row geometry-tools">
      {names && names.length > 2 && (
        <span className="row tight">
          <span className="label">Plane of</span>
          {view.classes.map((c, place) => (
            <select
              key={PLACES[place]}
              className="field"
              aria-label={`${PLACES[place]} class of the plane`}
              value={c}
              onChange={(event) => onChange(classesAddress(withClass(view.classes, place, Number(event.target.value))))}
            >
              {names.map((name, k) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a class is its number
                <option key={k} value={k}>
                  {name}
                </option>
              ))}
            </select>
          ))}
        </span>
      )}
      <span className="row tight">
        <span className="label no-phone">Split</span>
        <Switch label="Split" choices={SPLITS} value={view.split} onChange={(split) => onChange({ split: split === 'train' ? null : split })} />
      </span>
      {run.layers.length > 1 && (
        <span className="row tight">
          <span className="label">Layer</span>
          <select className="field" aria-label="Layer" value={view.layer} onChange={(event) => onChange({ layer: event.target.value === 'last' ? null : event.target.value })}>
            {run.layers.map((layer) => (
              <option key={layer} value={layer}>
                {layer}
              </option>
            ))}
          </select>
        </span>
      )}
    </div>
  );
}
