'use client';
import type { HeatMapLayout } from './heat-map-layout.ts';
import type { HeatMapModel } from './heat-map-model.ts';
import { placeOnMap } from './heat-map-pins.ts';
import { PinButtons } from './PinButtons.tsx';
import type { Pin } from './pins.ts';

/** Notes on a heat map: the cells they are about are framed, and carry their number. */
export function HeatMapPins({ pins, model, layout, onOpen }: { pins: readonly Pin[]; model: HeatMapModel; layout: HeatMapLayout; onOpen: (id: string) => void }) {
  const placed = placeOnMap(pins, model, layout);
  if (placed.length === 0) return null;
  return (
    <div className="pins">
      <svg width={layout.width} height={layout.height} aria-hidden="true">
        {placed.map(({ pin, cells }) => (
          <rect key={pin.id} className="pin-cells" {...cells} />
        ))}
      </svg>
      <PinButtons placed={placed} name={model.name} onOpen={onOpen} />
    </div>
  );
}
