import { lastEpochOnAxis } from '../charts/domains.ts';
import type { YAxis } from '../charts/model.ts';
import { yAxis } from '../charts/y-axis.ts';
import { linearTicks } from '../charts/ticks.ts';
import { familyName } from '../formats/names.ts';
import { MINUS, count, metric } from '../formats/numbers.ts';
import type { MetricEntry } from '../figures/metric-entry.ts';
import { isEnded } from '../runs/prepare-status.ts';
import type { CellLine, CellModel, GridColumn, GridModel } from './grid-model.ts';
import type { Cell, Grid, PaperAnswer } from './paper-documents.ts';
import { PAPER_FIGURES, type PaperView, ROBUSTNESS } from './paper-view.ts';
import { lookOf } from './line-look.ts';
import { countsOf, prepareCell } from './prepare-cell.ts';
import { DAGGER } from './prepare-table-1.ts';

/** Labelled y ticks at most: a cell is low. */
const Y_TICKS = 4;

/** Decides everything that the grid of a figure shows; its y axis is one for all cells, its x axis one for each column. */
export function prepareGrid({ paperGrid: grid, metrics }: PaperAnswer, view: Pick<PaperView, 'figure' | 'y'>): GridModel {
  const entries = grid.metrics.flatMap(({ metric: id }) => metrics.find((entry) => entry.id === id) ?? []);
  const cells = grid.cells.map((cell) => prepareCell(cell, entries));
  const [first] = entries;
  const ideal = first?.valueAtCollapse == null ? null : { at: first.valueAtCollapse, label: `${metric(first.valueAtCollapse)} at collapse` };
  const axis = view.y !== 'published' ? view.y : isLogInPaper(first) ? 'log' : 'linear';
  const lines = cells.flatMap((cell) => cell.plot?.lines ?? []);
  const y = fewerTicks(yAxis({ axis, unit: first?.unit === 'share' ? 'share' : 'number', ideal, yTitle: '' }, lines.flatMap(valuesOf)));
  return {
    figure: view.figure,
    title: PAPER_FIGURES.find(({ number }) => number === view.figure)!.title,
    metrics: entries,
    rows: grid.architectures.map((architecture) => ({ architecture, name: familyName(architecture), cells: ofRow(cells, architecture) })),
    columns: grid.datasets.map((dataset) => columnOf(dataset, grid.cells.filter((_, k) => cells[k]!.plot !== null))),
    ...{ y, ideal, up: upOf(grid.metrics, first, y) },
    seedsNote: cells.some(({ plot }) => plot?.lines.some(({ seeds }) => seeds.length > 0)) ? 'faint: each seed; strong: their middle' : null,
    legend: entries.length > 1 ? entries.map(({ id }) => ({ id, ...lookOf(id) })) : [],
    ...{ gain: view.figure === ROBUSTNESS ? robustnessGain(grid) : null, gapNote: gapNoteOf(grid.cells), counts: countsOf(grid.cells) },
  };
}

/** Of the single seeds too: the axis must hold them. */
const valuesOf = ({ points, seeds }: CellLine) => [points, ...seeds.map((seed) => seed.points)].flatMap((own) => own.flatMap(({ y }) => y ?? []));

const isLogInPaper = (entry: MetricEntry | undefined) => entry?.unit === 'share' || entry?.axis === 'LOG';
const ofRow = (cells: readonly CellModel[], architecture: string) => cells.filter((cell) => cell.architecture === architecture);

function fewerTicks(axis: YAxis): YAxis {
  const every = Math.ceil(axis.ticks.length / Y_TICKS);
  const kept = axis.ticks.filter((_, k) => k % every === 0);
  return { ...axis, ticks: kept, minorTicks: [...axis.minorTicks, ...axis.ticks.flatMap((tick) => (kept.includes(tick) ? [] : [tick.at]))] };
}

const CLASSES: Record<string, number> = { CIFAR100: 100, ImageNet: 1000 };

/** `charted`: the cells that show a curve. */
function columnOf(dataset: string, charted: readonly Cell[]): GridColumn {
  const ends = charted.flatMap(({ dataset: own, run, seeds }) => (own === dataset && run ? [lastEpochOnAxis(run.lastEpoch, run.plannedEpochCount, isEnded(run.status)), ...seeds.map((seed) => seed.run.lastEpoch)] : []));
  const domain = [0, Math.max(...ends)] as const;
  return { dataset, classes: `C = ${count(CLASSES[dataset] ?? 10)}`, x: ends.length > 0 ? { domain, ticks: linearTicks(domain, 3) } : null };
}

function upOf(metrics: PaperAnswer['paperGrid']['metrics'], entry: MetricEntry | undefined, { kind }: YAxis): GridModel['up'] {
  const splits = [...new Set(metrics.map(({ split }) => split.toLowerCase()))].join(' and ');
  const rest = `${splits} images, last layer, ${kind === 'log' ? 'log' : 'linear'} axis, one scale for all cells`;
  if (entry?.unit !== 'share') return { formula: entry?.formula ?? null, words: entry?.title ?? '', rest };
  return { formula: null, words: `${entry.title.toLowerCase()}, share of images`, rest };
}

function gapNoteOf(cells: readonly Cell[]): GridModel['gapNote'] {
  const gaps = cells.flatMap(({ columns }) => columns.flatMap((column) => column.gaps));
  const without = gaps.filter(({ kind }) => kind !== 'PENDING');
  if (gaps.length === 0) return null;
  if (without.length === 0) return { short: `${count(gaps.length)} being computed`, text: 'The values come as soon as they are there.' };
  return { short: `${count(without.length)} without value`, text: [...new Set(without.map(({ reason }) => reason))].join(' ') };
}

/** The paper gives no numbers for single cells of its Fig. 8, only for all together. */
function robustnessGain({ gains }: Grid): string | null {
  const gain = gains.find(({ quantity }) => quantity === 'ROBUSTNESS');
  if (gain?.median == null) return null;
  const dagger = gain.evidence === 'RECALLED' ? `\u2009${DAGGER}` : '';
  return `Median change since the terminal phase, over ${gain.cells} cells: ${signed(gain.median)}; in the paper ${signed(gain.publishedMedian)}${dagger}.`;
}

const signed = (value: number) => (value === 0 ? '±0' : `${value > 0 ? '+' : MINUS}${metric(Math.abs(value))}`);
