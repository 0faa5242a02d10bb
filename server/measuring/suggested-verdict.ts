import type { Prisma, PrismaClient } from '../../prisma/client.ts';
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

/** The largest value of each tested metric that meets its test, where a study says nothing else. */
const USUAL_LIMITS: [MetricId, number][] = [
  [MetricId.NC1, 0.1],
  [MetricId.NC2_EQUIANGULAR_MEANS, 0.1],
  [MetricId.NC3_DUALITY, 0.1],
  [MetricId.NC4_MISMATCH, 0.01],
];

/** The metrics that a verdict rests on. */
export const VERDICT_METRICS: readonly MetricId[] = USUAL_LIMITS.map(([metric]) => metric);

/** Limits of tests where they differ from the usual ones, by metric. */
export type VerdictLimits = Readonly<Record<string, number>>;

/** The limit of each test, with what a study says put in the place of the usual ones. */
export const limitsOf = (own: VerdictLimits): [MetricId, number][] => USUAL_LIMITS.map(([metric, usual]) => [metric, own[metric] ?? usual]);

const NO_TERMINAL_PHASE: SuggestedVerdict = { verdict: Verdict.NO_TERMINAL_PHASE, epoch: null, tests: [] };

export interface VerdictQuestion {
  runId: string;
  /** null: the train error has not vanished so far */
  terminalPhaseEpoch: number | null;
}

/**
 * The suggested verdict of each run by its study's limits, on the last train snapshot of the last layer at or after the terminal phase's first epoch.
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
    VERDICT_METRICS,
  );
  return questions.map(({ runId }) => {
    const snapshot = snapshots.get(runId);
    if (!snapshot) return NO_TERMINAL_PHASE;
    const { epoch, digest, limits } = snapshot;
    const known = outcomes.get(digest);
    if (!known || corrupt.has(digest)) return whyUnread(epoch, corrupt.get(digest));
    return judge(epoch, (metric) => known.get(metric)?.value ?? null, limits);
  });
}

/** The verdict of four values: all tests met, at least two, or fewer. */
export function judge(epoch: number, measured: (metric: MetricId) => number | null, limits: VerdictLimits = {}): SuggestedVerdict {
  const tests = limitsOf(limits).map(([metric, threshold]) => {
    const value = measured(metric);
    return { metric, value, threshold, isMet: value !== null && value <= threshold };
  });
  const met = tests.filter((test) => test.isMet).length;
  const verdict = met === tests.length ? Verdict.COLLAPSED : met >= 2 ? Verdict.PARTLY : Verdict.NOT;
  return { verdict, epoch, tests };
}

/** What a verdict is read from: the last train snapshot of the last layer in the terminal phase, and the limits of the run's study. */
export interface VerdictSource {
  runId: string;
  epoch: number;
  digest: string;
  limits: VerdictLimits;
}

/** The source of each run's verdict, by run; none where there is no snapshot in a terminal phase. */
export async function lastTerminalSnapshots(record: Pick<Prisma.TransactionClient, '$queryRaw'>, questions: readonly VerdictQuestion[]): Promise<Map<string, VerdictSource>> {
  const terminal = questions.filter((question) => question.terminalPhaseEpoch !== null);
  if (terminal.length === 0) return new Map();
  const rows = await record.$queryRaw<VerdictSource[]>`
    SELECT DISTINCT ON (s."runId") s."runId", s.epoch, "sealedDigest"(s.seal, s.digest, s."runId", s.epoch, s.split, s.layer) AS digest, st."verdictLimits" AS limits
    FROM "Snapshot" s
    JOIN unnest(${terminal.map((q) => q.runId)}::text[], ${terminal.map((q) => q.terminalPhaseEpoch)}::int[]) AS q(id, begin)
      ON s."runId" = q.id AND s.epoch >= q.begin
    JOIN "Run" r ON r.id = s."runId" JOIN "Study" st ON st.id = r."studyId"
    WHERE s.split = 'TRAIN' AND s.layer = 'last'
    ORDER BY s."runId", s.epoch DESC`;
  return new Map(rows.map((row) => [row.runId, row]));
}
