import type { SnapshotPartKind, Split } from '../../prisma/client.ts';

/** A run of which the recorded study keeps some parts. */
export interface KeptRun {
  id: string;
  terminalPhaseEpoch: number | null;
  lastEpoch: number;
  measuredEpochs: readonly number[];
  classes: number | null;
  seed: number;
}

interface Place {
  runId: string;
  epoch: number;
  split: Split;
}

/** Epochs, evenly over the measured ones, whose examples are kept of a run of up to ten classes: enough for the film of the last layer. */
const FILM = 5;
const FEW_CLASSES = 10;

/**
 * Which snapshots the recorded study keeps and which of their parts, so that the repository stays small. Of up to ten classes every snapshot
 * stays, of more all of the train images and those of the test images in three epochs: the first, the first of the terminal phase, the last.
 * Covariances and examples stay of the train images of the first seed: in these three epochs, examples of up to ten classes in five more. The
 * samples on which classifier and nearest class mean differ stay with their snapshot.
 */
export function keptPlaces(runs: readonly KeptRun[]): (place: Place, part?: SnapshotPartKind) => boolean {
  const kept = new Map(runs.map((run) => [run.id, { run, named: namedEpochs(run), film: filmEpochs(run) }]));
  return ({ runId, epoch, split }, part) => {
    const { run, named, film } = kept.get(runId)!;
    if (!part) return split === 'TRAIN' || isOfFewClasses(run) || named.has(epoch);
    if (part === 'DISAGREEMENTS') return true;
    if (split !== 'TRAIN' || run.seed !== 1) return false;
    return named.has(epoch) || (part === 'EXAMPLES' && film.has(epoch));
  };
}

const isOfFewClasses = ({ classes }: KeptRun) => (classes ?? 0) <= FEW_CLASSES;

const namedEpochs = ({ measuredEpochs, terminalPhaseEpoch, lastEpoch }: KeptRun): Set<number> => new Set([measuredEpochs[0] ?? 1, terminalPhaseEpoch ?? lastEpoch, lastEpoch]);

function filmEpochs(run: KeptRun): Set<number> {
  if (!isOfFewClasses(run)) return new Set();
  const last = run.measuredEpochs.length - 1;
  return new Set(Array.from({ length: FILM }, (_, i) => run.measuredEpochs[Math.round((i * last) / (FILM - 1))]!));
}
