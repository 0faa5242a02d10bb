import { coloured } from './coloured.ts';
import type { ChartModel } from './model.ts';
import type { PlotLayout } from './plot-layout.ts';
import { endLabels } from './prepare-ends.ts';

/** Name and last value at the right end of each line, and the words beside the rule of the terminal phase. */
export function EndLabels({ model, layout }: { model: ChartModel; layout: PlotLayout }) {
  const { box, x } = layout;
  return (
    <g>
      {endLabels(model, layout).map((label) => (
        <text key={label.id} className="end" x={box.right + 7} y={label.y + 4} style={coloured(label.colour)}>
          {label.name}
          {label.value && <tspan className="v"> {label.value}</tspan>}
        </text>
      ))}
      {model.phase?.label && (
        <text className="tpt-label halo" x={Math.max(x(model.phase.at), box.left) + 4} y={box.top + 13}>
          {model.phase.label}
        </text>
      )}
      {model.phaseNote && (
        <text className="halo" x={box.right - 4} y={box.top + 13} textAnchor="end">
          {model.phaseNote}
        </text>
      )}
    </g>
  );
}
