import { findAddon, isAddon, notInstalled } from './addon.ts';
import type { WantedBackend } from './backend.ts';
import { probeBackend } from './probe-backend.ts';

/**
 * One line: the backend that runs will train on, and why. The daemon loads none itself; where a native one could be taken, a process of
 * its own tries. Throws for a native one that is asked for by name and does not work: better no daemon than one that gives back every run.
 */
export async function foreseeBackend(wanted: WantedBackend): Promise<string> {
  if (isAddon(wanted) && !findAddon(wanted)) throw notInstalled(wanted);
  const isThere = (['gpu', 'native', 'node'] as const).some((name) => findAddon(name));
  if (isAddon(wanted) || (wanted === 'auto' && isThere)) return probeBackend(wanted);
  return wanted === 'auto' ? 'wasm, as no native backend is installed' : `${wanted}, as COLLAPSAR_BACKEND says`;
}
