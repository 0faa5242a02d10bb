import type { ChartModel } from './model.ts';
import type { PlotLayout } from './plot-layout.ts';
import { RAIL_HEIGHT } from './scales.ts';
import { RichText } from './RichText.tsx';

interface AxesProps {
  model: ChartModel;
  layout: PlotLayout;
}

/** Grid, both axes with ticks outside, the break and the zero rail of a log axis, titles. */
export function Axes({ model, layout }: AxesProps) {
  return (
    <g className="axes">
      <YTicks model={model} layout={layout} />
      <YLine layout={layout} isNamed={model.y.ticks.length === 0 || model.y.ticks.some(({ text }) => text !== '')} />
      <XTicks model={model} layout={layout} />
      <text x={0} y={11}>
        <RichText text={model.y.title} />
      </text>
    </g>
  );
}

function YTicks({ model, layout: { box, y } }: AxesProps) {
  return (
    <>
      {model.y.ticks.map(({ at, text }) => (
        <g key={at}>
          <path className="gridline" d={`M${box.left},${y(at)}H${box.right}`} />
          <path className="axis" d={`M${box.left - 4},${y(at)}h4`} />
          <text x={box.left - 7} y={y(at) + 4} textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      {model.y.minorTicks.map((at) => (
        <path key={at} className="axis minor" d={`M${box.left - 2.5},${y(at)}h2.5`} />
      ))}
    </>
  );
}

/** `isNamed`: whether the ticks have words; the rail has one where they do. */
function YLine({ layout: { box, railY }, isNamed }: { layout: PlotLayout; isNamed: boolean }) {
  if (railY === null) return <path className="axis" d={`M${box.left},${box.top}V${box.bottom}`} />;
  const axisEnd = box.bottom - RAIL_HEIGHT;
  return (
    <>
      <path className="axis" d={`M${box.left},${box.top}V${axisEnd}`} />
      <path className="axis" d={`M${box.left},${axisEnd + 7}V${box.bottom}`} />
      <path className="axis" d={`M${box.left - 4},${axisEnd + 1}h8M${box.left - 4},${axisEnd + 6}h8`} />
      {isNamed && (
        <text x={box.left - 7} y={railY + 4} textAnchor="end">
          0
        </text>
      )}
    </>
  );
}

function XTicks({ model, layout: { box, x } }: AxesProps) {
  return (
    <>
      <path className="axis" d={`M${box.left},${box.bottom}H${box.right}`} />
      {model.x.ticks.map(({ at, text }) => (
        <g key={at}>
          <path className="axis" d={`M${x(at)},${box.bottom}v4`} />
          <text x={x(at)} y={box.bottom + 16} textAnchor="middle">
            {text}
          </text>
        </g>
      ))}
      {model.x.minorTicks?.map((at) => (
        <path key={at} className="axis minor" d={`M${x(at)},${box.bottom}v2.5`} />
      ))}
      <text x={(box.left + box.right) / 2} y={box.bottom + 29} textAnchor="middle">
        {model.x.title}
      </text>
    </>
  );
}
