import { findAddon, isAddon, notInstalled } from './addon.ts';
import type { WantedBackend } from './backend.ts';
import { probeBackend } from './probe-backend.ts';

/**
 * One line: the backend that runs will train on, and why. The daemon loads none itself; where one could be taken that must be installed,
 * a process of its own tries. Throws for such a one that is asked for by name and does not work: better no daemon than one that gives
 * back every run.
 */
export async function foreseeBackend(wanted: WantedBackend): Promise<string> {
  if (isAddon(wanted) && !findAddon(wanted)) throw notInstalled(wanted);
  if (isAddon(wanted) || (wanted === 'auto' && findAddon('gpu'))) return probeBackend(wanted);
  return wanted === 'auto' ? 'wasm, as no gpu backend is installed' : `${wanted}, as COLLAPSAR_BACKEND says`;
}
