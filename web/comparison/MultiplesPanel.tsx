'use client';
import { useMemo, useRef } from 'react';
import { Chart } from '../charts/Chart.tsx';
import { useWidth } from '../charts/use-width.ts';
import { ExportMenu } from '../export/ExportMenu.tsx';
import { drawnOnce } from '../export/drawn-once.ts';
import { Failure } from '../frame/Failure.tsx';
import { useAnswer } from '../graphql/use-answer.ts';
import { MetricHelpButton } from '../metrics/MetricHelpButton.tsx';
import { Choice } from './Choice.tsx';
import { RichWords } from './RichWords.tsx';
import { type ComparedMetric, GroupCurvesDocument } from './comparison-documents.ts';
import type { Group } from './prepare-groups.ts';
import { type Multiples, prepareMultiples } from './prepare-multiples.ts';
import { MultiplesPicture } from './MultiplesPicture.tsx';
import { metricName } from './prepare-title.ts';
import { usePendingAgain } from './use-following.ts';
import { questionOf } from './use-group-charts.ts';
import type { CompareView } from './view.ts';

const HEIGHT = 170;
const RIGHT = 12;
const NAME_WIDTH = 78;
/** Narrower, a plot shows nothing: then the panel scrolls. */
const LEAST_PLOT = 110;

/** All plots are equally wide, whether or not they have y ticks. */
function plotWidth(room: number, lefts: readonly number[]): number {
  const taken = NAME_WIDTH + lefts.reduce((sum, left) => sum + left + RIGHT, 0);
  return Math.max(LEAST_PLOT, Math.floor((room - taken) / lefts.length));
}

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
        <MultiplesGrid multiples={multiples} />
      ) : (
        <div className="body">{problem ? <Failure problem={problem} onAgain={readAgain} /> : <div className="skeleton" style={{ height: HEIGHT }} aria-busy="true" />}</div>
      )}
    </article>
  );
}

function MultiplesGrid({ multiples }: { multiples: Multiples }) {
  const { ref, width: room } = useWidth<HTMLDivElement>();
  const plot = plotWidth(room, multiples.lefts);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard
    <section className="body scroll-x" aria-label="Small charts by network and data set" tabIndex={0}>
      <div ref={ref} className="multiples-room" />
      <table className="multiples-grid" style={{ width: NAME_WIDTH + multiples.lefts.reduce((sum, left) => sum + left + plot + RIGHT, 0) }}>
        <colgroup>
          <col style={{ width: NAME_WIDTH }} />
          {multiples.lefts.map((left, i) => (
            <col key={multiples.datasets[i]} style={{ width: left + plot + RIGHT }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th>
              <span className="hide">Network</span>
            </th>
            {multiples.datasets.map((dataset, i) => (
              <th key={dataset} scope="col" style={{ paddingLeft: multiples.lefts[i] }}>
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
                <td key={multiples.datasets[i]}>{model ? <Chart model={model} height={HEIGHT} right={RIGHT} left={multiples.lefts[i]} isOneOfMany /> : <p className="muted no-pair">no run</p>}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="fig wraps axes-words">
        <RichWords text={multiples.axes} />
      </p>
    </section>
  );
}
