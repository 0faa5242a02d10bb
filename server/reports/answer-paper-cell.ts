import type { RequestContext } from '../access/request-context.ts';
import { metricOf } from '../metrics/catalogue.ts';
import { paperGrid } from '../paper/paper-grid.ts';
import type { PaperColumn, PaperValue } from '../paper/paper-column.type.ts';
import type { AnsweredPoint, Answered } from './block-answer.ts';
import type { QuestionOf } from './block-question.ts';
import { runDigests } from './run-digests.ts';

/** A cell of the paper's grid, filled from the study's runs. @throws CollapsarError NOT_FOUND */
export async function answerPaperCell(context: RequestContext, studyId: string, { architecture, dataset, metrics }: QuestionOf<'paper-cell'>): Promise<Answered> {
  const { cells } = await paperGrid(context, { studyId, metrics: metrics ?? null, figures: null, layer: 'last' });
  const { state, reason, run, columns, table1 } = cells.find((cell) => cell.architecture === architecture && cell.dataset === dataset)!;
  return {
    answer: {
      kind: 'paper-cell', architecture, dataset, state, reason, runId: run?.id ?? null, label: run?.name ?? null,
      columns: columns.map(({ metric, split, atTerminalPhase, atLast }) => ({ metric, split, atTerminalPhase: pointOf(atTerminalPhase), atLast: pointOf(atLast) })),
      accuracy: { atZeroError: table1.here?.atZeroError ?? null, atLast: table1.here?.atLast ?? null, publishedAtZeroError: table1.publishedAtZeroError, publishedAtLast: table1.publishedAtLast },
    },
    digests: await digestsOf(context, run?.id),
    formulas: Object.fromEntries(columns.map(({ metric }) => [metric, metricOf(metric).version])),
    isPending: columns.some(isPending),
  };
}

/** Metrics of test images are among them. */
async function digestsOf({ record }: RequestContext, runId: string | undefined): Promise<Record<string, string>> {
  if (runId === undefined) return {};
  const [train, test] = [await runDigests(record, [runId], 'TRAIN', 'last'), await runDigests(record, [runId], 'TEST', 'last')];
  return { [runId]: `${train[runId]} ${test[runId]}` };
}

const isPending = ({ atTerminalPhase, atLast }: PaperColumn) => atTerminalPhase.kind === 'PENDING' || atLast.kind === 'PENDING';
const pointOf = ({ epoch, value, kind, reason }: PaperValue): AnsweredPoint => ({ epoch, value, kind, reason });
