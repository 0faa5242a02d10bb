import { Prisma, type PrismaClient, type RunStatus } from '../../prisma/client.ts';
import { PAPER_ARCHITECTURES, PAPER_DATASETS } from './published.ts';

/** Why a run fills its cell: what sets it apart from the next one. */
export const CellChoice = {
  ONLY_RUN: 'ONLY_RUN',
  FURTHER: 'FURTHER',
  PAPER_LOSS: 'PAPER_LOSS',
  DEEPER_TERMINAL_PHASE: 'DEEPER_TERMINAL_PHASE',
  BASELINE: 'BASELINE',
  NEWEST: 'NEWEST',
} as const;
export type CellChoice = (typeof CellChoice)[keyof typeof CellChoice];

/** The run that fills a cell. */
export interface ChosenRun {
  runId: string;
  architecture: string;
  dataset: string;
  choice: CellChoice;
  /** runs of the cell that were not chosen */
  otherRunCount: number;
}

/** What fills a cell best comes first: something finished, then something with values to show. */
const STATUS_ORDER: readonly RunStatus[] = ['COMPLETED', 'RUNNING', 'PAUSED', 'CANCELLED', 'DIVERGED', 'FAILED', 'QUEUED'];

interface Candidate extends Omit<ChosenRun, 'choice' | 'otherRunCount'> {
  runCount: number;
  standing: number;
  /** trained by cross-entropy, as the paper's networks are */
  isOfPaperLoss: boolean;
  terminalEpochs: number;
  isBaseline: boolean;
}

/**
 * The run that fills each cell: completed before running, the paper's cross-entropy before squared error, then the one deepest into its terminal phase, then the baseline, then the
 * newest. Archived runs fill none, and over all studies neither do those that a program made up; one statement, however many runs.
 */
export async function chooseRuns(record: PrismaClient, studyId: string | null): Promise<ChosenRun[]> {
  const ofStudy = studyId === null ? Prisma.sql`NOT r.generated` : Prisma.sql`r."studyId" = ${studyId}`;
  const candidates = await record.$queryRaw<Candidate[]>`
    SELECT id AS "runId", architecture, dataset, "runCount", standing, "isOfPaperLoss", "terminalEpochs", "isBaseline" FROM (
      SELECT *, row_number() OVER (PARTITION BY architecture, dataset ORDER BY standing, "isOfPaperLoss" DESC, "terminalEpochs" DESC, "isBaseline" DESC, "createdAt" DESC, id DESC) AS place
      FROM (
        SELECT r.id, r.architecture, r.dataset, r."createdAt",
          (count(*) OVER (PARTITION BY r.architecture, r.dataset))::int AS "runCount",
          array_position(${[...STATUS_ORDER]}::text[], r.status::text) AS standing,
          r.loss = 'CROSS_ENTROPY' AS "isOfPaperLoss",
          COALESCE(r."lastEpoch" - r."terminalPhaseEpoch", -1) AS "terminalEpochs",
          b."runId" IS NOT NULL AS "isBaseline"
        FROM "Run" r LEFT JOIN "Baseline" b
          ON b."studyId" = r."studyId" AND b.architecture = r.architecture AND b.dataset = r.dataset AND b."runId" = r.id
        WHERE r.architecture = ANY(${[...PAPER_ARCHITECTURES]}) AND r.dataset = ANY(${[...PAPER_DATASETS]}) AND r."archivedAt" IS NULL AND ${ofStudy}
      ) cells
    ) ranked WHERE place <= 2 ORDER BY architecture, dataset, place`;
  const firsts = candidates.filter((each, k) => !isSameCell(each, candidates[k - 1]));
  return firsts.map(({ runId, architecture, dataset, runCount, ...first }) => {
    const next = candidates.find((each) => each.runId !== runId && isSameCell(each, { architecture, dataset }));
    return { runId, architecture, dataset, otherRunCount: runCount - 1, choice: whyChosen(first, next) };
  });
}

const isSameCell = (a: Pick<Candidate, 'architecture' | 'dataset'>, b: Pick<Candidate, 'architecture' | 'dataset'> | undefined) =>
  a.architecture === b?.architecture && a.dataset === b.dataset;

type Merits = Pick<Candidate, 'standing' | 'isOfPaperLoss' | 'terminalEpochs' | 'isBaseline'>;

function whyChosen(first: Merits, next: Merits | undefined): CellChoice {
  if (!next) return CellChoice.ONLY_RUN;
  if (first.standing !== next.standing) return CellChoice.FURTHER;
  if (first.isOfPaperLoss !== next.isOfPaperLoss) return CellChoice.PAPER_LOSS;
  if (first.terminalEpochs !== next.terminalEpochs) return CellChoice.DEEPER_TERMINAL_PHASE;
  return first.isBaseline && !next.isBaseline ? CellChoice.BASELINE : CellChoice.NEWEST;
}
