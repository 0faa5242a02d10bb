'use client';
import { Icon } from '../frame/Icon.tsx';
import { STATUSES, statusLook } from './prepare-status.ts';
import type { RunStatus } from './run-documents.ts';

/** One chip a status; none pressed means all runs. */
export function StatusFilter({
  chosen,
  onToggle,
}: {
  chosen: readonly RunStatus[];
  onToggle: (status: RunStatus) => void;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: these are buttons, not fields of a form
    <div className="row tight" role="group" aria-label="Status">
      {STATUSES.map((status) => {
        const look = statusLook(status);
        return (
          <button
            key={status}
            type="button"
            className="chip choice"
            aria-pressed={chosen.includes(status)}
            onClick={() => onToggle(status)}
          >
            <Icon name={look.icon} isSmall />
            {look.word}
          </button>
        );
      })}
    </div>
  );
}
