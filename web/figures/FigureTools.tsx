'use client';
import type { ReactNode } from 'react';
import { Switch } from '../frame/Switch.tsx';
import { ZoomFields } from './ZoomFields.tsx';
import { PLAIN_VIEW, VIEW_CHOICES, type View } from './view.ts';

interface FigureToolsProps {
  view: View;
  hasPhase: boolean;
  /** why random labels cannot be drawn; null where they can, undefined where whoever looks may not ask for them */
  noRandom?: string | null;
  /** stands behind the split: which layer is shown */
  layer?: ReactNode;
  onChange: (changes: Record<string, string | null>) => void;
}

const RANDOM = 'What each metric is without any collapse: Gaussian features of the same sizes with random labels, the mean of 20 draws';

/** Split, y and x of all figures at once. What is as usual is not written into the address. */
export function FigureTools({ view, hasPhase, noRandom, layer, onChange }: FigureToolsProps) {
  const choose =
    <K extends 'split' | 'y' | 'x'>(key: K) =>
    (value: View[K]) =>
      onChange({ [key]: value === PLAIN_VIEW[key] ? null : value });
  return (
    <>
      <span className="label no-phone">Split</span>
      <Switch label="Split" choices={VIEW_CHOICES.split} value={view.split} onChange={choose('split')} />
      {layer}
      <span className="label no-phone">y</span>
      <Switch label="y axis" choices={VIEW_CHOICES.y} value={view.y} onChange={choose('y')} />
      <span className="label no-phone">x</span>
      <Switch
        label="x axis"
        choices={VIEW_CHOICES.x}
        value={hasPhase ? view.x : 'epoch'}
        onChange={choose('x')}
        disabled={hasPhase ? undefined : { values: ['phase'], reason: 'The terminal phase is not reached' }}
      />
      <div className="row tight figure-extras">
      {noRandom !== undefined && (
        <button type="button" className="btn toggle" aria-pressed={view.hasRandom && noRandom === null} disabled={noRandom !== null} title={noRandom ?? RANDOM} onClick={() => onChange({ random: view.hasRandom ? null : '1' })}>
          Random labels
        </button>
      )}
      <ZoomFields zoom={view.zoom} onChange={onChange} />
      </div>
    </>
  );
}
