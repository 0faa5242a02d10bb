/** Colours that tell runs and groups of runs apart. */
export type RunColour = 's1' | 's2' | 's3' | 's4' | 's5' | 's6' | 's7' | 's8' | 's9' | 's10';
/** Colours with a fixed meaning (the tokens of look.css); a chart never chooses another. */
export type LineColour = 'ink' | 'ink-2' | 'ink-3' | 'means' | 'classifiers' | RunColour;
export type MarkShape = 'disc' | 'diamond' | 'up' | 'square' | 'down';
export type AxisKind = 'log' | 'linear';
export type Range = readonly [number, number];

/** A measured value; `y` null is a gap, zero is a value. `text` is the value as a person reads it. */
export interface Point {
  x: number;
  y: number | null;
  text: string;
  /** of several runs: how many were measured here, where the others are interpolated; left out where all were */
  measured?: number;
}

/** From where to where the runs behind a point lie; null where there is no point. */
export interface BandPoint {
  x: number;
  low: number | null;
  high: number | null;
}

/** One of the runs behind a line. */
export interface Trace {
  id: string;
  points: Point[];
}

export interface Line {
  id: string;
  label: string;
  colour: LineColour;
  isDashed: boolean;
  /** null: no marks on the line, but a lone point and a short line still get discs */
  mark: MarkShape | null;
  points: Point[];
  /** of a run or a group, in place of what `isDashed` says; null: solid */
  dash?: string | null;
  isHollow?: boolean;
  /** pixels from the first point to the first mark, so that the marks of lines side by side do not meet */
  markOffset?: number;
  /** no line, and a mark at every point: a scatter */
  isScatter?: boolean;
  band?: readonly BandPoint[];
  /** drawn while the line is the one that is looked at */
  traces?: readonly Trace[];
}

export interface Tick {
  at: number;
  text: string;
}

export interface XAxis {
  /** linear when left out */
  kind?: AxisKind;
  domain: Range;
  ticks: Tick[];
  minorTicks?: number[];
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

/** A value that the lines are held against: dotted, and named at the right. */
export interface Reference {
  at: number;
  label: string;
  /** the value as a person reads it */
  text: string;
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
  references?: readonly Reference[];
  lines: Line[];
  /** false where a list beside the chart names the lines; true when left out */
  namesLines?: boolean;
  /** words in the upper left corner of the plot, a line each */
  notes?: readonly string[];
  /** the chart in a sentence, for those who do not see it */
  summary: string;
}
