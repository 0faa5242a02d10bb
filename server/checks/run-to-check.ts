import type { Check as CheckRow, Run as RunRow } from '../../prisma/client.ts';

/** What of a run its checks look at. */
export type RunToCheck = Pick<RunRow, 'id' | 'studyId' | 'status' | 'architecture' | 'dataset' | 'terminalPhaseEpoch'>;

/** A check of a run. */
export interface Pair {
  check: CheckRow;
  run: RunToCheck;
}

/** These of its columns, and no others: a batch goes by the content of its keys. */
export const runToCheck = ({ id, studyId, status, architecture, dataset, terminalPhaseEpoch }: RunToCheck): RunToCheck => ({ id, studyId, status, architecture, dataset, terminalPhaseEpoch });
