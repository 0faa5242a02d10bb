import { drawnPoints } from './marks.ts';
import type { ChartModel, Line, LineColour, MarkShape } from './model.ts';
import type { PlotLayout } from './plot-layout.ts';
import { isRunColour } from './run-looks.ts';
import { spreadLabels } from './spread-labels.ts';

export interface EndLabel {
  id: string;
  colour: LineColour | 'etf';
  /** before the name where the colour alone would not tell runs apart, or is too faint for words */
  mark: { shape: MarkShape; isHollow: boolean } | null;
  name: string;
  value: string;
  y: number;
}

/** Labels at the right: each line's name and last value, and the ideal's, pushed apart. */
export function endLabels(model: ChartModel, layout: PlotLayout): EndLabel[] {
  const named = model.namesLines === false ? [] : linesWithEnd(model);
  const ends = named.map(
    ({ line, last }): EndLabel => ({
      id: line.id,
      colour: line.colour,
      mark: markOf(line),
      name: line.label,
      value: last.text,
      y: layout.y(last.y),
    }),
  );
  if (model.ideal && !isCrowdedOut(model))
    ends.push({ id: 'ideal', colour: 'etf', mark: null, name: model.ideal.label, value: '', y: layout.y(model.ideal.at) });
  for (const { at, label } of model.references ?? []) ends.push({ id: label, colour: 'ink-3', mark: null, name: label, value: '', y: layout.y(at) });
  return spreadLabels(ends, layout.box.top, layout.box.bottom + 2);
}

const linesWithEnd = (model: ChartModel) =>
  model.lines.flatMap((line) => {
    const last = drawnPoints(line.points).at(-1);
    return last ? [{ line, last }] : [];
  });

/** The mark of a run or a group of runs. */
export const markOf = ({ colour, mark, isHollow }: Line): EndLabel['mark'] => (isRunColour(colour) && mark ? { shape: mark, isHollow: isHollow === true } : null);

/** On the rail a label "0" beside a curve that ends in 0 would say the same twice. */
const isCrowdedOut = (model: ChartModel) =>
  model.y.hasRail && linesWithEnd(model).some(({ last }) => last.y === model.ideal?.at);

/** Room of a mark before a name. */
export const MARK_ROOM = 10;

/** Width of 11 px text, by the widths of Helvetica's letters: no text can be measured before it is drawn. */
export const widthOf = (text: string) =>
  [...text].reduce(
    (sum, letter) => sum + (/[ilj.,'|\u202f ]/.test(letter) ? 3 : /[mwMW%]/.test(letter) ? 9.5 : 6.2),
    0,
  );

/** Room for the end labels, in pixels; at least 78, so that plots of a row look alike. A line without a label gets one while it is looked at. */
export function roomForEnds(model: ChartModel): number {
  const widths = linesWithEnd(model).map(({ line, last }) => widthOf(`${line.label} ${last.text}`) + (markOf(line) ? MARK_ROOM : 0));
  return Math.ceil(Math.max(78, ...[...widths, widthOf(model.ideal?.label ?? ''), ...(model.references ?? []).map(({ label }) => widthOf(label))].map((width) => width + 14)));
}
