import type { PrismaClient } from '../../prisma/client.ts';
import { MetricId } from '../metrics/catalogue.ts';
import { measuredOutcomes, whyUnread } from './measured-outcomes.ts';

/** Whether a run collapsed, as the four tests suggest. */
export const Verdict = {
  COLLAPSED: 'COLLAPSED',
  PARTLY: 'PARTLY',
  NOT: 'NOT',
  NO_TERMINAL_PHASE: 'NO_TERMINAL_PHASE',
} as const;
export type Verdict = (typeof Verdict)[keyof typeof Verdict];

export interface VerdictTest {
  metric: MetricId;
  value: number | null;
  threshold: number;
  isMet: boolean;
}

export interface SuggestedVerdict {
  verdict: Verdict;
  epoch: number | null;
  tests: VerdictTest[];
}

/** The largest value of each tested metric that meets its test. */
const THRESHOLDS: [MetricId, number][] = [
  [MetricId.NC1, 0.1],
  [MetricId.NC2_EQUIANGULAR_MEANS, 0.1],
  [MetricId.NC3_DUALITY, 0.1],
  [MetricId.NC4_MISMATCH, 0.01],
];

const NO_TERMINAL_PHASE: SuggestedVerdict = { verdict: Verdict.NO_TERMINAL_PHASE, epoch: null, tests: [] };

export interface VerdictQuestion {
  runId: string;
  /** null: the train error has not vanished so far */
  terminalPhaseEpoch: number | null;
}

/**
 * The suggested verdict of each run, on the last train snapshot of the last layer at or after the terminal phase's first epoch.
 * A test whose value is undefined is not met. In place of a verdict on a snapshot that cannot be read stands the error
 * that says so (DATA_CORRUPT): damage is no sign against a collapse.
 */
export async function suggestedVerdicts(
  record: PrismaClient,
  questions: readonly VerdictQuestion[],
): Promise<(SuggestedVerdict | Error)[]> {
  const snapshots = await lastTerminalSnapshots(record, questions);
  const digests = [...snapshots.values()].map((snapshot) => snapshot.digest);
  const { outcomes, corrupt } = await measuredOutcomes(
    record,
    digests,
    THRESHOLDS.map(([metric]) => metric),
  );
  return questions.map(({ runId }) => {
    const snapshot = snapshots.get(runId);
    if (!snapshot) return NO_TERMINAL_PHASE;
    const { epoch, digest } = snapshot;
    const known = outcomes.get(digest);
    if (!known || corrupt.has(digest)) return whyUnread(epoch, corrupt.get(digest));
    return judge(epoch, (metric) => known.get(metric)?.value ?? null);
  });
}

/** The verdict of four values: all tests met, at least two, or fewer. */
export function judge(epoch: number, measured: (metric: MetricId) => number | null): SuggestedVerdict {
  const tests = THRESHOLDS.map(([metric, threshold]) => {
    const value = measured(metric);
    return { metric, value, threshold, isMet: value !== null && value <= threshold };
  });
  const met = tests.filter((test) => test.isMet).length;
  const verdict = met === tests.length ? Verdict.COLLAPSED : met >= 2 ? Verdict.PARTLY : Verdict.NOT;
  return { verdict, epoch, tests };
}

async function lastTerminalSnapshots(record: PrismaClient, questions: readonly VerdictQuestion[]) {
  const terminal = questions.filter((question) => question.terminalPhaseEpoch !== null);
  if (terminal.length === 0) return new Map<string, never>();
  const rows = await record.$queryRaw<{ runId: string; epoch: number; digest: string }[]>`
    SELECT DISTINCT ON (s."runId") s."runId", s.epoch, "sealedDigest"(s.seal, s.digest, s."runId", s.epoch, s.split, s.layer) AS digest
    FROM "Snapshot" s
    JOIN unnest(${terminal.map((q) => q.runId)}::text[], ${terminal.map((q) => q.terminalPhaseEpoch)}::int[]) AS q(id, begin)
      ON s."runId" = q.id AND s.epoch >= q.begin
    WHERE s.split = 'TRAIN' AND s.layer = 'last'
    ORDER BY s."runId", s.epoch DESC`;
  return new Map(rows.map((row) => [row.runId, row]));
}
