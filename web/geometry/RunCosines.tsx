'use client';
import { useMemo } from 'react';
import { useAddress } from '../frame/use-address.ts';
import { CosinesPanel } from './CosinesPanel.tsx';
import type { GeometryRun } from './geometry-run.ts';
import { useCosines } from './use-cosines.ts';
import { geometryViewOf } from './view.ts';

/** Below the eight figures of a run: cosines of means and of classifiers at a chosen epoch, or the last. */
export function RunCosines({ run }: { run: GeometryRun }) {
  const { search, change } = useAddress();
  const view = useMemo(() => geometryViewOf(search, run), [search, run]);
  const reading = useCosines(run, view, view.epoch);
  const epochs = reading.answer?.measuredEpochs.map(Number) ?? [];
  const shown = reading.answer?.relations?.epoch ?? null;
  const tools = (
    <select className="field epoch-select" aria-label="Epoch of the cosines" value={shown ?? ''} onChange={(event) => change({ epoch: Number(event.target.value) === epochs.at(-1) ? null : event.target.value })}>
      {epochs.map((epoch) => (
        <option key={epoch} value={epoch}>
          epoch {epoch}
        </option>
      ))}
    </select>
  );
  return (
    <div className="run-cosines">
      {(['means', 'classifiers'] as const).map((of) => (
        <div key={of} className="panel">
          <div className="body">
            <CosinesPanel reading={reading} of={of} reach={view.reach} mostHeight={360} caption={`${run.caption} ${location.href}`} epoch={shown} headingLevel={2} tools={of === 'means' && epochs.length > 0 ? tools : null} />
          </div>
        </div>
      ))}
    </div>
  );
}
