import type { HeatMapLayout } from './heat-map-layout.ts';
import { rowName } from './heat-map-layout.ts';
import { columnsOf, type HeatMapModel, scaleSteps } from './heat-map-model.ts';

/** The cells of a heat map with their names; pure, for the page, for files and for pictures. */
export function HeatMapSvg({ model, layout, hasCells = true }: { model: HeatMapModel; layout: HeatMapLayout; hasCells?: boolean }) {
  const { left, cell, cellHeight, gap } = layout;
  const s = columnsOf(model).length;
  const steps = scaleSteps(model);
  return (
    <svg className="heat-cells" width={layout.width} height={layout.height} viewBox={`0 0 ${layout.width} ${layout.height}`} aria-hidden="true">
      {hasCells &&
        model.steps.map((step, i) => {
          const [row, column] = [Math.floor(i / s), i % s];
          const [x, y] = [left + column * cell, row * cellHeight];
          const key = `${row} ${column}`;
          if (model.isDiagonalStruck && row === column) return <line key={key} className="struck" x1={x + cell * 0.3} y1={y + cellHeight * 0.7} x2={x + cell * 0.7} y2={y + cellHeight * 0.3} />;
          if (step === null) return <rect key={key} className="no-value" x={x + 1} y={y + 1} width={Math.max(0, cell - 2)} height={Math.max(0, cellHeight - 2)} />;
          return <rect key={key} x={x} y={y} width={cell - gap} height={cellHeight - gap} fill={`var(--${steps[step]})`} />;
        })}
      {layout.isNamed &&
        model.names.map((name, i) => (
          <text key={`row ${name}`} x={left - 6} y={(i + 0.5) * cellHeight + 4} textAnchor="end">
            {rowName(name)}
          </text>
        ))}
      {layout.isNamed &&
        model.shortNames.map((name, i) =>
          i % layout.everyColumn === 0 ? (
            <text key={`column ${name}`} x={left + (i + 0.5) * cell} y={cellHeight * model.names.length + 13} textAnchor="middle">
              {name}
            </text>
          ) : null,
        )}
    </svg>
  );
}
