import type { SnapshotPartKind, Split } from '../../prisma/client.ts';

/** A run of which the recorded study keeps some parts. */
export interface KeptRun {
  id: string;
  terminalPhaseEpoch: number | null;
  lastEpoch: number;
  measuredEpochs: readonly number[];
  classes: number | null;
}

interface Part {
  runId: string;
  epoch: number;
  split: Split;
  kind: SnapshotPartKind;
}

/** Epochs whose examples are kept of a run of ten classes: enough for the film of the last layer. Of more classes only the three named below. */
const FILM = 9;
const MOST_CLASSES = 10;

/**
 * Which parts the recorded study keeps, so that the repository stays small. The core of every snapshot stays, and with it every metric of
 * the paper; the samples on which classifier and nearest mean differ stay too. Covariances are kept of the train images in the first epoch,
 * at the start of the terminal phase and at the end; examples of the train images in these and, up to ten classes, in nine epochs.
 */
export function keptParts(runs: readonly KeptRun[]): (part: Part) => boolean {
  const kept = new Map(runs.map((run) => [run.id, { named: namedEpochs(run), film: filmEpochs(run) }]));
  return ({ runId, epoch, split, kind }) => {
    if (kind === 'DISAGREEMENTS') return true;
    const epochs = kept.get(runId);
    if (!epochs || split !== 'TRAIN') return false;
    return epochs.named.has(epoch) || (kind === 'EXAMPLES' && epochs.film.has(epoch));
  };
}

const namedEpochs = ({ measuredEpochs, terminalPhaseEpoch, lastEpoch }: KeptRun): Set<number> => new Set([measuredEpochs[0] ?? 1, terminalPhaseEpoch ?? lastEpoch, lastEpoch]);

/** Evenly over the measured epochs, which are spaced by their logarithm. */
function filmEpochs({ measuredEpochs, classes }: KeptRun): Set<number> {
  if ((classes ?? 0) > MOST_CLASSES) return new Set();
  const last = measuredEpochs.length - 1;
  return new Set(Array.from({ length: FILM }, (_, i) => measuredEpochs[Math.round((i * last) / (FILM - 1))]!));
}
