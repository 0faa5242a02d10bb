'use client';
import { useEffect, useMemo } from 'react';
import { useQuery } from 'urql';
import { Failure } from '../frame/Failure.tsx';
import { problemOf } from '../graphql/problem.ts';
import { MetricFacts } from './MetricFacts.tsx';
import { MetricHelpDocument, type MetricHelp } from './metric-documents.ts';
import { groupMetrics } from './prepare-metrics.ts';

/** Every metric, typeset, with its meaning, its value at collapse and its source; each has an address of its own. */
export function MetricsPage() {
  const [{ data, error }, ask] = useQuery({ query: MetricHelpDocument });
  const groups = useMemo(() => (data ? groupMetrics(data.metrics) : []), [data]);
  useEffect(() => {
    // the browser looked for the anchor before the catalogue was there
    if (data && location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, [data]);
  return (
    <>
      <div className="head">
        <h1>Metrics</h1>
        <p className="muted">What is computed, how, and what it becomes at collapse. C classes, p features, N images; m: class means less the global mean, w: classifiers.</p>
      </div>
      {error && !data && <div className="panel"><Failure problem={problemOf(error)} onAgain={() => ask({ requestPolicy: 'network-only' })} /></div>}
      {!data && !error && <div className="panel" aria-busy="true"><div className="skeleton" style={{ height: 320 }} /></div>}
      <div className="stack">
        {groups.map((group) => (
          <section key={group.title}>
            <h2 className="group-title">{group.title}</h2>
            <div className="metric-grid">
              {group.metrics.map((metric) => <MetricPanel key={metric.id} metric={metric} />)}
            </div>
          </section>
        ))}
      </div>
    </>
  );
}

function MetricPanel({ metric }: { metric: MetricHelp }) {
  return (
    <article className="panel" id={metric.id} aria-labelledby={`title-${metric.id}`}>
      <header>
        <h3 id={`title-${metric.id}`}>
          {metric.symbol}&ensp;<span className="soft">{metric.title}</span>
        </h3>
        <span className="grow" />
        <span className="fig">{metric.figure}</span>
      </header>
      <div className="body">
        <MetricFacts metric={metric} />
      </div>
    </article>
  );
}
