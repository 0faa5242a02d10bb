import type { LineColour, MarkShape, Point, Range, Tick, YAxis } from '../charts/model.ts';
import type { MetricEntry } from '../figures/metric-entry.ts';
import type { StatusLook } from '../runs/prepare-status.ts';

/** One curve of a cell. */
export interface CellLine {
  id: string;
  label: string;
  colour: LineColour;
  mark: MarkShape | null;
  /** of several seeds: their middle */
  points: Point[];
  /** the single seeds behind a middle, drawn faint; empty of one run */
  seeds: { id: string; points: Point[] }[];
}

export interface CellPlotModel {
  lines: CellLine[];
  /** first epoch of the terminal phase; of several seeds, that from which all that reached it are in it */
  phase: number | null;
}

/** The value of a curve at its last measured epoch. */
export interface CellEnd extends Pick<CellLine, 'id' | 'label' | 'colour' | 'mark'> {
  text: string;
  exact: string;
}

/** A cell of the grid, all its words decided. */
export interface CellModel {
  architecture: string;
  dataset: string;
  /** the network, and which run it is or how many seeds */
  name: string;
  /** how many more runs there are: "+2" */
  more: string | null;
  runHref: string | null;
  /** where a run of the paper's network is launched; null where none is missing */
  launchHref: string | null;
  /** dashed: the figure lacks what belongs here */
  isFilled: boolean;
  plot: CellPlotModel | null;
  ends: CellEnd[];
  /** beside the network: how far it is, or how it ended early */
  note: string | null;
  /** "phase not reached", "phase provisional" */
  phaseNote: string | null;
  /** in place of a curve */
  absence: { look: StatusLook | null; word: string; lines: string[] } | null;
  /** per cent of the planned epochs; null unless training */
  progress: number | null;
  /** the cell in a sentence, for hover and for those who do not see it */
  summary: string;
}

/** Column of the grid: its data set and its epochs, shared by its three cells. */
export interface GridColumn {
  dataset: string;
  classes: string;
  x: { domain: Range; ticks: Tick[] } | null;
}

export interface GridModel {
  figure: number;
  title: string;
  /** of the metrics shown, the first of which names the axis */
  metrics: MetricEntry[];
  rows: { architecture: string; name: string; cells: CellModel[] }[];
  columns: GridColumn[];
  y: YAxis;
  ideal: { at: number; label: string } | null;
  /** what goes up: a formula of the catalogue, or words; then on which images, and how it is scaled */
  up: { formula: string | null; words: string; rest: string };
  legend: Pick<CellLine, 'id' | 'label' | 'colour' | 'mark'>[];
  /** of robustness: its change over all cells, here and in the paper; null for other figures */
  gain: string | null;
  /** what the faint lines are; null where no cell has several seeds */
  seedsNote: string | null;
  /** values that do not exist, and why */
  gapNote: { short: string; text: string } | null;
  /** how many cells stand how: "9 of 21 cells filled, 2 training" */
  counts: string;
}
