import type { ChartModel, LineColour } from './model.ts';
import { drawnPoints } from './marks.ts';
import type { PlotLayout } from './plot-layout.ts';
import { spreadLabels } from './spread-labels.ts';

export interface EndLabel {
  id: string;
  colour: LineColour | 'etf';
  name: string;
  value: string;
  y: number;
}

/** Labels at the right: each line's name and last value, and the ideal's, pushed apart. */
export function endLabels(model: ChartModel, layout: PlotLayout): EndLabel[] {
  const ends = linesWithEnd(model).map(
    ({ line, last }): EndLabel => ({
      id: line.id,
      colour: line.colour,
      name: line.label,
      value: last.text,
      y: layout.y(last.y),
    }),
  );
  if (model.ideal && !isCrowdedOut(model))
    ends.push({ id: 'ideal', colour: 'etf', name: model.ideal.label, value: '', y: layout.y(model.ideal.at) });
  return spreadLabels(ends, layout.box.top, layout.box.bottom + 2);
}

const linesWithEnd = (model: ChartModel) =>
  model.lines.flatMap((line) => {
    const last = drawnPoints(line.points).at(-1);
    return last ? [{ line, last }] : [];
  });

/** On the rail a label "0" beside a curve that ends in 0 would say the same twice. */
const isCrowdedOut = (model: ChartModel) =>
  model.y.hasRail && linesWithEnd(model).some(({ last }) => last.y === model.ideal?.at);

/** Width of 11 px text, by the widths of Helvetica's letters: no text can be measured before it is drawn. */
const widthOf = (text: string) =>
  [...text].reduce(
    (sum, letter) => sum + (/[ilj.,'|\u202f ]/.test(letter) ? 3 : /[mwMW%]/.test(letter) ? 9.5 : 6.2),
    0,
  );

/** Room for the end labels, in pixels; at least 78, so that plots of a row look alike. */
export function roomForEnds(model: ChartModel): number {
  const texts = linesWithEnd(model).map(({ line, last }) => `${line.label} ${last.text}`);
  return Math.ceil(Math.max(78, ...[...texts, model.ideal?.label ?? ''].map((text) => widthOf(text) + 14)));
}
