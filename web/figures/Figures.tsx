'use client';
import { useMediaQuery } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { CrosshairContext, createCrosshair } from '../charts/crosshair.ts';
import { roomForEnds } from '../charts/prepare-ends.ts';
import { ZoomContext } from '../charts/zoom.ts';
import { Failure } from '../frame/Failure.tsx';
import { problemOf } from '../graphql/problem.ts';
import { FigurePanel } from './FigurePanel.tsx';
import { FigureSkeletons } from './FigureSkeletons.tsx';
import type { FigureData } from './figure-data.ts';
import { type MetricEntry, MetricsDocument } from './metric-entry.ts';
import { prepareFigures } from './prepare-figure.ts';
import { crosshairStops, equalWithinColumns } from './prepare-stops.ts';
import { useRandom } from './use-random.ts';
import type { View } from './view.ts';

interface FiguresProps {
  data: FigureData;
  view: View;
  onZoom: (zoom: View['zoom']) => void;
  /** what exported figures say that they are of */
  caption: string;
}

/** The figures of a run in a view; the metric catalogue names them. */
export function Figures({ data, view, onZoom, caption }: FiguresProps) {
  const [{ data: answer, error }, ask] = useQuery({ query: MetricsDocument });
  // counted otherwise, the epochs under the crosshair are others: it starts anew
  if (answer) return <FigureGrid key={view.x} data={data} view={view} onZoom={onZoom} caption={caption} metrics={answer.metrics} />;
  if (error) return <Failure problem={problemOf(error)} onAgain={() => ask({ requestPolicy: 'network-only' })} />;
  return <FigureSkeletons />;
}

function FigureGrid({ data, view, onZoom, caption, metrics }: FiguresProps & { metrics: readonly MetricEntry[] }) {
  const { random, isDrawing, problem, again } = useRandom(data.sizes, view.hasRandom);
  const figures = useMemo(() => prepareFigures(data, metrics, view, random), [data, metrics, view, random]);
  const rooms = equalWithinColumns(
    figures.map((figure) => roomForEnds(figure.chart)),
    useColumns(),
  );
  const [crosshair] = useState(createCrosshair);
  const stops = useMemo(() => crosshairStops(data, view), [data, view]);
  crosshair.setStops(stops);
  const origin = view.x === 'phase' ? (data.terminalPhaseEpoch ?? 0) : 0;
  const zoom = useMemo(
    () => ({
      to: (first: number, last: number) => onZoom({ from: Math.max(0, first + origin), to: last + origin }),
      reset: () => onZoom(null),
    }),
    [onZoom, origin],
  );
  return (
    <CrosshairContext value={crosshair}>
      <ZoomContext value={zoom}>
      {problem && <Failure problem={problem} onAgain={again} />}
      <p className="hide" role="status">{isDrawing ? 'Random labels are being drawn.' : ''}</p>
      <section className="figures" aria-label="Figures" aria-busy={isDrawing}>
        {figures.map((figure, i) => (
          <FigurePanel key={figure.id} figure={figure} right={rooms[i]!} caption={caption} />
        ))}
      </section>
      </ZoomContext>
    </CrosshairContext>
  );
}

/** As in charts.css. */
function useColumns(): number {
  const isPhone = useMediaQuery('(max-width: 700px)');
  const isNarrow = useMediaQuery('(max-width: 1180px)');
  return isPhone ? 1 : isNarrow ? 2 : 4;
}
