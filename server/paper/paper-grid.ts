import { CollapsarError } from '../../prisma/errors.ts';
import type { RequestContext } from '../access/request-context.ts';
import { ANSWER_WITHIN_MS } from '../measuring/series.ts';
import { runsById } from '../runs/list-runs.ts';
import type { Run } from '../runs/run.type.ts';
import { visibleStudy } from '../studies/list-studies.ts';
import { cellCurves } from './cell-curves.ts';
import { cellSeeds, middleOf } from './cell-seeds.ts';
import { cellState } from './cell-state.ts';
import { chooseRuns } from './choose-runs.ts';
import { evaluatedEpochs } from './evaluated-epochs.ts';
import type { PaperArguments } from './paper.input.ts';
import { paperMetrics } from './paper-metrics.ts';
import type { PaperCell, PaperGain, PaperGrid } from './paper.type.ts';
import { Evidence, PAPER_ARCHITECTURES, PAPER_DATASETS, PUBLISHED_CELLS, PUBLISHED_GAINS, PUBLISHED_SOURCE } from './published.ts';
import { accuracyOf, gainsOf, robustnessOf } from './table-1.ts';

/**
 * The paper's grid, filled from the record: a number of statements that does not grow with the runs. Values that take longer than two
 * seconds to measure are PENDING in it.
 * Throws NOT_FOUND for a study that the caller does not see.
 */
export async function paperGrid(context: RequestContext, question: PaperArguments): Promise<PaperGrid> {
  const { record } = context;
  const begin = performance.now();
  const chosen = await chooseRuns(record, await studyOf(context, question.studyId));
  const runs = (await Promise.all(chosen.map(({ runId }) => context.load(runsById, runId)))).filter((run) => run !== null);
  const metrics = paperMetrics(question);
  const seeds = question.seeds ? await cellSeeds(context, runs) : new Map<string, Run[]>();
  const all = [...new Map([...runs, ...[...seeds.values()].flat()].map((run) => [run.id, run])).values()];
  const evaluated = await evaluatedEpochs(record, all.map((run) => run.id));
  const curves = await cellCurves(record, { runs: all, metrics, layer: question.layer, at: question.at ?? null, evaluated }, ANSWER_WITHIN_MS - (performance.now() - begin));
  const cells = PUBLISHED_CELLS.map((published): PaperCell => {
    const { architecture, dataset, depth } = published;
    const choice = chosen.find((each) => each.architecture === architecture && each.dataset === dataset);
    const run = runs.find((each) => each.id === choice?.runId) ?? null;
    const own = (seeds.get(run?.id ?? '') ?? []).map((seed) => ({ run: seed, columns: curves.get(seed.id)!, rows: evaluated.get(seed.id) ?? [] }));
    const rows = evaluated.get(run?.id ?? '') ?? [];
    return {
      ...{ architecture, dataset, paperDepth: depth, run, ...cellState(run) },
      ...{ choice: run && choice!.choice, otherRunCount: choice?.otherRunCount ?? 0 },
      columns: run ? curves.get(run.id)! : [],
      seeds: own,
      middle: own.length > 0 ? metrics.map((_, k) => middleOf(own.map(({ run: seed, columns }) => ({ run: seed, column: columns[k]! })))) : [],
      ...{ table1: accuracyOf(published, run, rows, own), robustness: robustnessOf(published, run, rows, own) },
    };
  });
  return { architectures: [...PAPER_ARCHITECTURES], datasets: [...PAPER_DATASETS], metrics, cells, gains: gains(cells), source: PUBLISHED_SOURCE };
}

/** The study that the grid is of; null: all. A share link has only its own. */
async function studyOf(context: RequestContext, wanted: string | null | undefined): Promise<string | null> {
  if (wanted == null) return context.caller.studyId;
  if (!(await visibleStudy(context, wanted))) throw new CollapsarError('NOT_FOUND', `There is no study ${wanted}; take its id from the list of studies.`, { details: { type: 'Study' } });
  return wanted;
}

function gains(cells: readonly PaperCell[]): PaperGain[] {
  const evidence = Evidence.RECALLED;
  return [
    { quantity: 'TEST_ACCURACY', ...gainsOf(cells.map((cell) => cell.table1)), ...published('accuracy'), evidence },
    { quantity: 'ROBUSTNESS', ...gainsOf(cells.map((cell) => cell.robustness)), ...published('robustness'), evidence },
  ];
}

const published = (quantity: keyof typeof PUBLISHED_GAINS) => ({ publishedMedian: PUBLISHED_GAINS[quantity].median, publishedMean: PUBLISHED_GAINS[quantity].mean });
