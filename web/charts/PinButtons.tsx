'use client';
import { type KeyboardEvent, useRef, useState } from 'react';
import { PIN, type PlacedPin, pinAfter } from './pins.ts';

interface PinButtonsProps {
  placed: readonly Pick<PlacedPin, 'pin' | 'x' | 'y'>[];
  /** of the chart they lie on */
  name: string;
  onOpen: (id: string) => void;
}

/** The numbers of a chart's notes. One of them is reached by Tab; the arrow keys go on from there, in the order of the epochs. */
export function PinButtons({ placed, name, onOpen }: PinButtonsProps) {
  const group = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<string | null>(null);
  const ids = placed.map(({ pin }) => pin.id);
  const first = [at, placed.find(({ pin }) => pin.isActive)?.pin.id].find((id) => id != null && ids.includes(id)) ?? ids[0];
  const steer = (event: KeyboardEvent) => {
    const next = event.ctrlKey || event.metaKey || event.altKey ? null : pinAfter(event.key, ids.indexOf(first!), ids.length);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    setAt(ids[next]!);
    group.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons over a chart are no form
    <div ref={group} role="group" aria-label={`Notes on ${name}`} onKeyDown={steer}>
      {placed.map(({ pin, x, y }) => (
        <button
          key={pin.id}
          type="button"
          className={`pin${pin.isResolved ? ' done' : ''}`}
          style={{ left: x - PIN.target / 2, top: y - PIN.target / 2 }}
          tabIndex={pin.id === first ? 0 : -1}
          aria-label={pin.name}
          aria-pressed={pin.isActive}
          onFocus={() => setAt(pin.id)}
          onClick={() => onOpen(pin.id)}
        >
          <span>{pin.number}</span>
        </button>
      ))}
    </div>
  );
}
