'use client';
import { useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { CrosshairContext, createCrosshair } from '../charts/crosshair.ts';
import { roomForEnds } from '../charts/prepare-ends.ts';
import { FigurePanel } from '../figures/FigurePanel.tsx';
import { CHART_HEIGHT } from '../figures/chart-height.ts';
import type { FigureData } from '../figures/figure-data.ts';
import { MetricsDocument } from '../figures/metric-entry.ts';
import { count } from '../formats/numbers.ts';
import { Failure } from '../frame/Failure.tsx';
import { useGrowth } from '../geometry/use-frames.ts';
import { problemOf } from '../graphql/problem.ts';
import { prepareRobustness } from './prepare-robustness.ts';
import { RobustnessDocument } from './robustness-documents.ts';

/** Whether the network gets more robust while it collapses: DeepFool beside test accuracy. */
export function Robustness({ id, data, caption }: { id: string; data: FigureData; caption: string }) {
  const [{ data: answer, error }, ask] = useQuery({ query: RobustnessDocument, variables: { id }, requestPolicy: 'cache-and-network' });
  const [{ data: catalogue }] = useQuery({ query: MetricsDocument });
  useGrowth(data.test.epochs.length, () => ask({ requestPolicy: 'network-only' }));
  const entry = catalogue?.metrics.find((metric) => metric.id === 'ROBUSTNESS_DEEPFOOL');
  const prepared = useMemo(() => answer && prepareRobustness(answer, data, entry), [answer, data, entry]);
  const [crosshair] = useState(createCrosshair);
  if (!answer) return error ? <Failure problem={problemOf(error)} onAgain={() => ask({ requestPolicy: 'network-only' })} /> : <div className="panel skeleton" style={{ height: CHART_HEIGHT + 60 }} />;
  if (!prepared) return <NotMeasured images={answer.run?.robustnessImages ?? 0} isEnded={data.isEnded} />;
  crosshair.setStops(prepared.epochs);
  const right = Math.max(...prepared.figures.map((figure) => roomForEnds(figure.chart)));
  return (
    <CrosshairContext value={crosshair}>
      <dl className="panel answers two-answers">
        {prepared.answers.map(({ name, value, note }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value}
              <small>{note}</small>
            </dd>
          </div>
        ))}
      </dl>
      <section className="two-panels" aria-label="Robustness">
        {prepared.figures.map((figure) => (
          <FigurePanel key={figure.id} figure={figure} right={right} caption={caption} />
        ))}
      </section>
      <p className="part-foot muted">
        The mean, over {count(answer.run?.robustnessImages)} test images drawn by the seed, of the smallest change (DeepFool) after which the network decides differently, divided by the image's length.
      </p>
    </CrosshairContext>
  );
}

function NotMeasured({ images, isEnded }: { images: number; isEnded: boolean }) {
  return (
    <section className="panel" aria-labelledby="no-robustness">
      <header>
        <h2 id="no-robustness">Robustness</h2>
      </header>
      <div className="state quiet">
        <b>{images > 0 && !isEnded ? 'No epoch measured yet' : 'Not measured'}</b>
        <p>
          {images > 0 && !isEnded ? (
            'The first value appears after the first measured epoch.'
          ) : (
            <>
              Train with <code>--robustness-images 100</code> to have as many test images moved until the network changes its mind, in each measured epoch.
            </>
          )}
        </p>
      </div>
    </section>
  );
}
