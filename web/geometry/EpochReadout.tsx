'use client';
import { useEffect, useRef } from 'react';
import type { GeometryRun } from './geometry-run.ts';
import type { Player } from './player.ts';
import { sincePhase } from './prepare-at-epoch.ts';

/** The epoch shown, and how far it is from the terminal phase; between two measured ones it says that it is interpolated. */
export function EpochReadout({ player, run }: { player: Player; run: GeometryRun }) {
  const epoch = useRef<HTMLSpanElement>(null);
  const since = useRef<HTMLSpanElement>(null);
  const { terminalPhaseEpoch: phase, isPhaseProvisional } = run;
  // written past React: the epoch changes sixty times a second
  useEffect(() => {
    const follow = () => {
      if (!epoch.current || !since.current) return;
      epoch.current.textContent = `epoch ${Math.round(player.epoch)}`;
      since.current.textContent = player.isAtStop ? sincePhase(player.epoch, phase, isPhaseProvisional) : 'between measured epochs: interpolated';
    };
    follow();
    return player.subscribe(follow);
  }, [player, phase, isPhaseProvisional]);
  return (
    <div className="epoch-readout">
      <span ref={epoch} className="epoch-now" />
      <span ref={since} className="fig" />
    </div>
  );
}
