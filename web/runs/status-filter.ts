import { STATUSES } from './prepare-status.ts';
import type { RunStatus } from './run-documents.ts';

/** The statuses named in an address, "running,queued"; words that are none are left out. */
export function statusesIn(text: string | null): RunStatus[] {
  const words = (text ?? '').toUpperCase().split(',');
  return STATUSES.filter((status) => words.includes(status));
}

/** The address's word after a status was chosen or let go; null when none is left. */
export function withToggled(chosen: readonly RunStatus[], status: RunStatus): string | null {
  const next = STATUSES.filter((each) => chosen.includes(each) !== (each === status));
  return next.length === 0 ? null : next.join(',').toLowerCase();
}
