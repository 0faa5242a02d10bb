/** Colours with a fixed meaning (the tokens of look.css); a chart never chooses another. */
export type LineColour = 'ink' | 'ink-2' | 'means' | 'classifiers';
export type MarkShape = 'disc' | 'diamond';
export type AxisKind = 'log' | 'linear';
export type Range = readonly [number, number];

/** A measured value; `y` null is a gap, zero is a value. `text` is the value as a person reads it. */
export interface Point {
  x: number;
  y: number | null;
  text: string;
}

export interface Line {
  id: string;
  label: string;
  colour: LineColour;
  isDashed: boolean;
  /** null: no marks on the line, but a lone point and a short line still get discs */
  mark: MarkShape | null;
  points: Point[];
}

export interface Tick {
  at: number;
  text: string;
}

export interface XAxis {
  domain: Range;
  ticks: Tick[];
  title: string;
}

export interface YAxis {
  kind: AxisKind;
  domain: Range;
  /** a log axis has a rail below its break, where exact zeros stand */
  hasRail: boolean;
  ticks: Tick[];
  minorTicks: number[];
  /** plain text with _{} and ^{} */
  title: string;
}

/** All that a chart shows, decided: what is left to the drawing is where the pixels go. */
export interface ChartModel {
  name: string;
  x: XAxis;
  y: YAxis;
  /** first epoch of the terminal phase on the x axis, and what stands beside its rule */
  phase: { at: number; label: string | null } | null;
  /** stands where the label of the phase would: "terminal phase not reached" */
  phaseNote: string | null;
  ideal: { at: number; label: string } | null;
  lines: Line[];
  /** the chart in a sentence, for those who do not see it */
  summary: string;
}
