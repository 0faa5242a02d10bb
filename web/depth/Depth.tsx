'use client';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { MapPanel } from '../classes/MapPanel.tsx';
import { MetricsDocument } from '../figures/metric-entry.ts';
import { Failure } from '../frame/Failure.tsx';
import { Switch } from '../frame/Switch.tsx';
import { useAddress } from '../frame/use-address.ts';
import type { GeometryRun } from '../geometry/geometry-run.ts';
import { SPLITS } from '../geometry/view.ts';
import { MetricHelpButton } from '../metrics/MetricHelpButton.tsx';
import { DEPTH_METRICS, depthNotes, depthViewOf, prepareDepth } from './prepare-depth.ts';
import { useDepth } from './use-depth.ts';

/** Collapse through depth: a metric of every recorded layer over the epochs. */
export function Depth({ run }: { run: GeometryRun }) {
  return run.layers.length > 1 ? <LayerMap run={run} /> : <OneLayer />;
}

function LayerMap({ run }: { run: GeometryRun }) {
  const { search, change } = useAddress();
  const view = useMemo(() => depthViewOf(search), [search]);
  const [{ data }] = useQuery({ query: MetricsDocument });
  const { series, problem, readAgain } = useDepth(run, view);
  const entryOf = (id: string) => data?.metrics.find((metric) => metric.id === id);
  const entry = entryOf(view.metric);
  const model = useMemo(() => series && entry && prepareDepth(series, { title: entry.title, isShare: entry.unit === 'share' }), [series, entry]);
  return (
    <>
      <div className="row part-tools">
        <span className="label no-phone">Split</span>
        <Switch label="Split of the layers" choices={SPLITS} value={view.split} onChange={(split) => change({ split: split === 'train' ? null : split })} />
        <span className="label no-phone">Metric</span>
        <select className="field metric-select" aria-label="Metric through depth" value={view.metric} onChange={({ target }) => change({ metric: target.value === 'NC1' ? null : target.value })}>
          {DEPTH_METRICS.map((id) => (
            <option key={id} value={id}>
              {entryOf(id)?.title ?? id}
            </option>
          ))}
        </select>
      </div>
      <MapPanel
        model={model ?? null}
        title={
          <MetricHelpButton id={view.metric}>
            {entry?.symbol}&ensp;<span className="soft">{entry?.title ?? view.metric} through depth</span>
          </MetricHelpButton>
        }
        name={`${entry?.title ?? view.metric} through depth`}
        note={`${view.split}, layer by epoch`}
        caption={`${run.caption} ${typeof location === 'undefined' ? '' : location.href}`}
        mostHeight={420}
        notesId={depthNotes(view)}
      >
        {problem ? (
          <Failure problem={problem} onAgain={readAgain} />
        ) : series && entry ? (
          <p className="muted">No layer has a value of this metric on the {view.split} images so far.</p>
        ) : (
          <div className="skeleton" style={{ height: 300 }} />
        )}
      </MapPanel>
    </>
  );
}

function OneLayer() {
  return (
    <section className="panel" aria-labelledby="depth">
      <header>
        <h2 id="depth">Collapse through depth</h2>
      </header>
      <div className="state quiet">
        <b>Only the last layer was recorded</b>
        <p>
          Train with <code>--layers last,NAME,…</code> to record inner layers too, by the names of their blocks; a wrong name is answered with those there are. What was not recorded cannot be measured later.
        </p>
      </div>
    </section>
  );
}
