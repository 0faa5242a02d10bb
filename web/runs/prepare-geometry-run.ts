import { networkName } from '../formats/names.ts';
import { count } from '../formats/numbers.ts';
import { changed } from '../frame/address.ts';
import type { GeometryRun } from '../geometry/geometry-run.ts';
import { isEnded } from './prepare-status.ts';
import type { RunRecord } from './run-record.ts';

/** What the geometry needs to know of a run. */
export function geometryRun({ run, train, test }: RunRecord): GeometryRun {
  return {
    id: run.id,
    classCount: run.classCount,
    layers: run.layers,
    terminalPhaseEpoch: run.terminalPhaseEpoch,
    isPhaseProvisional: run.isTerminalPhaseProvisional,
    isEnded: isEnded(run.status),
    measuredCount: train.epochs.length + test.epochs.length,
    train,
    test,
    caption: wordsOf(run),
  };
}

const wordsOf = (run: RunRecord['run']) => `${run.name}: ${networkName(run)} on ${run.dataset}, seed ${run.seed}, ${count(run.lastEpoch)} epochs.`;

/** Under an exported figure: what it is of, and where to find it as it is seen now. */
export const captionOf = (run: RunRecord['run']) => `${wordsOf(run)} ${typeof location === 'undefined' ? '' : location.href}`;

/** The geometry on a page of its own, looked at in the same way. */
export const wideAddress = (id: string, search: { toString: () => string }) => `/geometry${changed(search.toString(), { tab: null, run: id })}`;
