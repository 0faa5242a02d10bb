'use client';
import { plural } from '../formats/names.ts';
import { Switch } from '../frame/Switch.tsx';

interface ReportToolsProps {
  /** how the blocks together stand to what there is now */
  standing: string;
  isNow: boolean;
  onNow: (isNow: boolean) => void;
  onReadAgain: () => void;
  /** null: nothing can be frozen anew */
  refreeze: { count: number; all: number; isBusy: boolean; onAll: () => void; onFreeze: () => void } | null;
}

const SIDES = [
  { value: 'then', label: 'As of then' },
  { value: 'now', label: 'Compare with now' },
] as const;

/** What is done to all blocks of a report together. */
export function ReportTools({ standing, isNow, onNow, onReadAgain, refreeze }: ReportToolsProps) {
  return (
    <div className="row report-tools">
      <Switch label="Data of all blocks" choices={SIDES} value={isNow ? 'now' : 'then'} onChange={(side) => onNow(side === 'now')} />
      <span role="status" className="muted">
        {standing}
      </span>
      <button type="button" className="btn plain" onClick={onReadAgain}>
        Look again
      </button>
      <span className="grow" />
      {refreeze && (
        <span className="row tight">
          {refreeze.count < refreeze.all && (
            <button type="button" className="btn plain" onClick={refreeze.onAll}>
              Choose all that differ
            </button>
          )}
          <button type="button" className="btn" disabled={refreeze.count === 0 || refreeze.isBusy} onClick={refreeze.onFreeze}>
            {refreeze.count === 0 ? 'Freeze anew' : `Freeze ${plural(refreeze.count, 'block')} anew`}
          </button>
        </span>
      )}
    </div>
  );
}
