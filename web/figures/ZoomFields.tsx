'use client';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { type View, zoomAddress } from './view.ts';

interface ZoomFieldsProps {
  zoom: View['zoom'];
  /** least first epoch: below 0 where the axis counts from the terminal phase */
  least?: number;
  onChange: (changes: Record<string, string | null>) => void;
}

/** The epochs shown, typed: what dragging over a chart does, for those who do not drag. */
export function ZoomFields({ zoom, least = 0, onChange }: ZoomFieldsProps) {
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  useEffect(() => {
    setFrom(zoom ? String(zoom.from) : '');
    setTo(zoom ? String(zoom.to) : '');
  }, [zoom]);
  const apply = () => {
    const [first, last] = [Number(from), Number(to)];
    const isSpan = from !== '' && to !== '' && Number.isInteger(first) && Number.isInteger(last) && first >= least && last > first;
    if (isSpan) onChange(zoomAddress({ from: first, to: last }));
  };
  const onEnter = (event: KeyboardEvent) => event.key === 'Enter' && apply();
  return (
    <span className="row tight zoom no-phone">
      <span className="label">Epochs</span>
      <input className="field" inputMode="numeric" aria-label="First epoch shown" placeholder="first" value={from} onChange={(event) => setFrom(event.target.value)} onBlur={apply} onKeyDown={onEnter} />
      <span className="label">to</span>
      <input className="field" inputMode="numeric" aria-label="Last epoch shown" placeholder="last" value={to} onChange={(event) => setTo(event.target.value)} onBlur={apply} onKeyDown={onEnter} />
      {zoom && (
        <button type="button" className="btn" onClick={() => onChange(zoomAddress(null))}>
          All
        </button>
      )}
    </span>
  );
}
