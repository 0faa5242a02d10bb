import { coloured } from './coloured.ts';
import { MARKS } from './marks.ts';
import type { ChartModel } from './model.ts';
import type { PlotLayout } from './plot-layout.ts';
import { type EndLabel, MARK_ROOM, endLabels, widthOf } from './prepare-ends.ts';

/** Name and last value at the right end of each line, and the words beside the rule of the terminal phase. */
export function EndLabels({ model, layout }: { model: ChartModel; layout: PlotLayout }) {
  const { box, x } = layout;
  return (
    <g>
      {endLabels(model, layout).map((label) => (
        <EndLabelText key={label.id} label={label} x={box.right + 7} />
      ))}
      {model.notes?.map((note, i) => (
        <text key={note} className="halo" x={box.left + 10} y={box.top + 13 + 16 * i}>
          {note}
        </text>
      ))}
      {model.phase?.label && <PhaseLabel at={Math.max(x(model.phase.at), box.left)} label={model.phase.label} box={box} />}
      {model.phaseNote && (
        <text className="halo" x={box.right - 4} y={box.top + 13} textAnchor="end">
          {model.phaseNote}
        </text>
      )}
    </g>
  );
}

/** Right of the rule; where the plot ends before the words do, left of it; where it has no room there either, up to its right edge. */
function PhaseLabel({ at, label, box }: { at: number; label: string; box: PlotLayout['box'] }) {
  const room = widthOf(label) + 4;
  const isLong = at + room > box.right;
  const end = at - room >= box.left ? at - 4 : box.right - 2;
  return (
    <text className="tpt-label halo" x={isLong ? end : at + 4} y={box.top + 13} textAnchor={isLong ? 'end' : undefined}>
      {label}
    </text>
  );
}

/** Words beside a mark are ink: some of the colours of runs are too faint for text. */
export function EndLabelText({ label, x }: { label: EndLabel; x: number }) {
  const words = (
    <text className="end" x={label.mark ? x + MARK_ROOM : x} y={label.y + 4} style={coloured(label.mark ? 'ink' : label.colour)}>
      {label.name}
      {label.value && <tspan className="v"> {label.value}</tspan>}
    </text>
  );
  if (!label.mark) return words;
  return (
    <g>
      <path className={label.mark.isHollow ? 'mark hollow' : 'mark'} style={coloured(label.colour)} d={MARKS[label.mark.shape](x + 3, label.y, 3)} />
      {words}
    </g>
  );
}
