'use client';
import { LineChart, Line as RechartsLine, ReferenceArea, ReferenceLine, XAxis, YAxis, ZIndexLayer } from 'recharts';
import { Axes } from './Axes.tsx';
import { BandShape } from './BandShape.tsx';
import { CrosshairLayer } from './CrosshairLayer.tsx';
import { EndLabels } from './EndLabels.tsx';
import { HighlightLayer } from './HighlightLayer.tsx';
import { Marks } from './Marks.tsx';
import type { ChartModel } from './model.ts';
import { type PlotLayout, type PlotSize, layOut } from './plot-layout.ts';
import { dashOf } from './run-looks.ts';

/**
 * Layers from below: shade 100 and lines 400 are Recharts' own places; then what must stay readable. Other numbers than
 * those of Recharts' DefaultZIndexes would work too, but such a layer comes into being only after the first drawing.
 */
const BANDS = 200;
const RULES = 300;
const MARKS = 500;
const CURSOR = 600;
const WORDS = 1000;

/** Draws a prepared chart at a given size. Everything it shows is in the model; here pixels are put in their place. */
export function Plot({ model, width, height, right, left }: PlotSize & { model: ChartModel }) {
  const layout = layOut(model, { width, height, right, left });
  const { box } = layout;
  const margin = { left: box.left, right: width - box.right, top: box.top, bottom: height - box.bottom };
  return (
    <LineChart className="plot" width={width} height={height} margin={margin} accessibilityLayer={false} aria-hidden>
      <XAxis
        type="number"
        dataKey="x"
        scale={model.x.kind === 'log' ? layout.xScale : undefined}
        domain={[...model.x.domain]}
        allowDataOverflow
        hide
      />
      <YAxis type="number" scale={layout.yScale} domain={[...model.y.domain]} allowDataOverflow width={0} hide />
      <Axes model={model} layout={layout} />
      {model.phase && (
        <ReferenceArea
          x1={model.phase.at}
          x2={model.x.domain[1]}
          fill="var(--tpt-shade)"
          fillOpacity={1}
          ifOverflow="hidden"
        />
      )}
      {model.ideal && (
        <ReferenceLine
          y={model.ideal.at}
          stroke="var(--etf)"
          strokeWidth={1.25}
          strokeDasharray="5 3"
          zIndex={RULES}
          ifOverflow="visible"
        />
      )}
      {model.references?.map(({ at, label }) => (
        <ReferenceLine key={label} y={at} stroke="var(--ink-3)" strokeWidth={1.25} strokeDasharray="1.5 3" zIndex={RULES} ifOverflow="visible" />
      ))}
      {model.phase && (
        <ReferenceLine x={model.phase.at} stroke="var(--tpt)" strokeWidth={1.25} zIndex={RULES} ifOverflow="hidden" />
      )}
      {model.lines.some(({ band }) => band) && (
        <ZIndexLayer zIndex={BANDS}>
          {model.lines.map((line) => (
            <BandShape key={line.id} line={line} layout={layout} />
          ))}
        </ZIndexLayer>
      )}
      {model.lines.filter(({ isScatter }) => !isScatter).map((line) => (
        <RechartsLine
          key={line.id}
          data={line.points}
          dataKey="y"
          type="linear"
          stroke={`var(--${line.colour})`}
          strokeWidth={line.isDashed ? 1.3 : 1.6}
          strokeDasharray={dashOf(line)}
          strokeLinejoin="round"
          dot={false}
          activeDot={false}
          isAnimationActive={false}
        />
      ))}
      <Overlay model={model} layout={layout} />
    </LineChart>
  );
}

function Overlay({ model, layout }: { model: ChartModel; layout: PlotLayout }) {
  return (
    <>
      <ZIndexLayer zIndex={MARKS}>
        {model.lines.map((line) => (
          <Marks key={line.id} line={line} layout={layout} />
        ))}
      </ZIndexLayer>
      <ZIndexLayer zIndex={CURSOR}>
        <HighlightLayer model={model} layout={layout} />
        <CrosshairLayer model={model} layout={layout} />
      </ZIndexLayer>
      <ZIndexLayer zIndex={WORDS}>
        <EndLabels model={model} layout={layout} />
      </ZIndexLayer>
    </>
  );
}
