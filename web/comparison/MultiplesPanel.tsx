'use client';
import { useMemo, useRef } from 'react';
import { Chart } from '../charts/Chart.tsx';
import { ExportMenu } from '../export/ExportMenu.tsx';
import { drawnOnce } from '../export/drawn-once.ts';
import { Failure } from '../frame/Failure.tsx';
import { useAnswer } from '../graphql/use-answer.ts';
import { MetricHelpButton } from '../metrics/MetricHelpButton.tsx';
import { Choice } from './Choice.tsx';
import { type ComparedMetric, GroupCurvesDocument } from './comparison-documents.ts';
import type { Group } from './prepare-groups.ts';
import { prepareMultiples } from './prepare-multiples.ts';
import { MultiplesPicture } from './MultiplesPicture.tsx';
import { metricName } from './prepare-title.ts';
import { usePendingAgain } from './use-following.ts';
import { questionOf } from './use-group-charts.ts';
import type { CompareView } from './view.ts';

const HEIGHT = 170;

interface MultiplesPanelProps {
  groups: readonly Group[];
  metrics: readonly ComparedMetric[];
  view: CompareView;
  tick: number | null;
  onChange: (parts: Partial<CompareView>) => void;
  caption: string;
}

/** One metric by network and data set, all charts on the same axes. */
export function MultiplesPanel({ groups, metrics, view, tick, onChange, caption }: MultiplesPanelProps) {
  const metric = metrics.find(({ id }) => id === (view.multiples ?? view.metrics[0])) ?? metrics[0]!;
  // whatever the page groups by, a line of these charts is of one network and one data set
  const own = useMemo<CompareView>(() => ({ ...view, groupBy: view.groupBy === 'NONE' ? 'NONE' : 'ALL_BUT_SEED' }), [view]);
  const { data, problem, readAgain } = useAnswer(GroupCurvesDocument, questionOf(metric, own), tick);
  const multiples = useMemo(() => (data ? prepareMultiples(metric, data, groups, own) : null), [data, metric, groups, own]);
  const panel = useRef<HTMLElement>(null);
  usePendingAgain(multiples?.isPending ?? false, readAgain, data);
  return (
    <article ref={panel} className="panel multiples" aria-labelledby="multiples-title">
      <header>
        <h2 id="multiples-title" className="figure-title">
          <MetricHelpButton id={metric.id}>{metricName(metric)}</MetricHelpButton> by network and data set
        </h2>
        <Choice label="Metric" choices={metrics.map((each) => ({ value: each.id, label: metricName(each) }))} value={metric.id} onChange={(id) => onChange({ multiples: id })} />
        <span className="grow" />
        <span className="fig">{multiples?.note}</span>
        {multiples && <ExportMenu title={`${metricName(metric)} by network and data set`} caption={[caption, multiples.note].filter(Boolean).join(' · ')} drawing={() => (panel.current ? drawnOnce(panel.current, <MultiplesPicture multiples={multiples} />) : null)} table={() => multiples.table} />}
      </header>
      {multiples ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard
        <section className="body scroll-x" aria-label="Small charts by network and data set" tabIndex={0}>
          <table className="multiples-grid">
            <thead>
              <tr>
                <th>
                  <span className="hide">Network</span>
                </th>
                {multiples.datasets.map((dataset) => (
                  <th key={dataset} scope="col">
                    {dataset}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {multiples.rows.map(({ network, cells }) => (
                <tr key={network}>
                  <th scope="row">{network}</th>
                  {cells.map((model, i) => (
                    <td key={multiples.datasets[i]}>{model ? <Chart model={model} height={HEIGHT} right={12} isOneOfMany /> : <p className="muted no-pair">no run</p>}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : (
        <div className="body">{problem ? <Failure problem={problem} onAgain={readAgain} /> : <div className="skeleton" style={{ height: HEIGHT }} aria-busy="true" />}</div>
      )}
    </article>
  );
}
