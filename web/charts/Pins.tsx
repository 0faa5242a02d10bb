'use client';
import type { ChartModel } from './model.ts';
import { PinButtons } from './PinButtons.tsx';
import { type Pin, PIN, type PlacedPin, placePins } from './pins.ts';
import type { PlotLayout } from './plot-layout.ts';

interface PinsProps {
  pins: readonly Pin[];
  model: ChartModel;
  layout: PlotLayout;
  onOpen: (id: string) => void;
}

/** Notes on a chart: a yellow number that leads to its point, or a yellow band. They lie over the chart, so that a new one redraws no line. */
export function Pins({ pins, model, layout, onOpen }: PinsProps) {
  const placed = placePins(pins, model, layout);
  if (placed.length === 0) return null;
  return (
    <div className="pins">
      <svg width={layout.width} height={layout.height} aria-hidden="true">
        {placed.map((place) => (
          <PinShape key={place.pin.id} place={place} layout={layout} />
        ))}
      </svg>
      <PinButtons placed={placed} name={model.name} onOpen={onOpen} />
    </div>
  );
}

function PinShape({ place: { pin, x, y, point, band }, layout: { box } }: { place: PlacedPin; layout: PlotLayout }) {
  if (band) return <rect className={`pin-span${pin.isResolved ? ' done' : ''}`} x={band.x} y={box.top} width={Math.max(2, band.width)} height={box.bottom - box.top} />;
  if (!point) return null;
  const edge = y < point.y ? y + PIN.height / 2 : y - PIN.height / 2;
  return (
    <>
      <path className="pin-leader" d={`M${point.x},${point.y}L${x},${edge}`} />
      <circle className={`pin-point${pin.isResolved ? ' done' : ''}`} cx={point.x} cy={point.y} r={3} />
    </>
  );
}
