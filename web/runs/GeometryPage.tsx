'use client';
import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import { Failure } from '../frame/Failure.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import { useAddress } from '../frame/use-address.ts';
import { GeometrySkeleton } from '../geometry/GeometrySkeleton.tsx';
import { geometryRun } from './prepare-geometry-run.ts';
import type { RunRow } from './runs-documents.ts';
import { useRun } from './use-run.ts';
import { useRuns } from './use-runs.ts';

const Geometry = dynamic(() => import('../geometry/Geometry.tsx').then((part) => part.Geometry), { ssr: false, loading: GeometrySkeleton });
/** So many of the newest runs can be chosen; others have their own page. */
const CHOICES = 50;

/** The geometry alone and wide: of the run in the address, or of the newest that has begun. */
export function GeometryPage() {
  const { search, change } = useAddress();
  const runs = useRuns({ statuses: [], pageSize: CHOICES, followsEpochs: false });
  const rows = runs.pages?.runs ?? [];
  const id = search.get('run') ?? rows.find((row) => row.lastEpoch > 0)?.id ?? null;
  if (id !== null) return <WideGeometry key={id} id={id} rows={rows} onRun={(run) => change({ run, epoch: null, classes: null, layer: null })} />;
  if (runs.problem) return <Failure problem={runs.problem} onAgain={runs.readAgain} />;
  if (!runs.pages) return <GeometrySkeleton />;
  return (
    <div className="panel state">
      <h1>No run has a geometry yet</h1>
      <p>
        Class means, classifiers and examples move here from the first measured epoch of a run on. <PageLink href="/runs">All runs</PageLink>
      </p>
    </div>
  );
}

function WideGeometry({ id, rows, onRun }: { id: string; rows: readonly RunRow[]; onRun: (id: string) => void }) {
  const { record, isMissing, problem, readAgain } = useRun(id);
  const run = useMemo(() => record && geometryRun(record), [record]);
  return (
    <>
      <div className="head row">
        <div className="grow">
          <nav className="crumbs" aria-label="Where this geometry belongs">
            <PageLink href="/runs">Runs</PageLink> / {record && <PageLink href={`/runs/${id}`}>{record.run.name}</PageLink>} /
          </nav>
          <h1>The last layer in motion</h1>
        </div>
        <label className="row tight">
          <span className="label">Run</span>
          <select className="field" value={id} onChange={(event) => onRun(event.target.value)}>
            {!rows.some((row) => row.id === id) && <option value={id}>{record?.run.name ?? id}</option>}
            {rows.map((row) => (
              <option key={row.id} value={row.id}>
                {row.name}
              </option>
            ))}
          </select>
        </label>
      </div>
      {run ? (
        <Geometry run={run} />
      ) : isMissing ? (
        <div className="panel state">
          <b>No such run</b>
          <p>
            There is no run with the id <span className="mono">{id}</span>. It may have been deleted.
          </p>
        </div>
      ) : problem ? (
        <Failure problem={problem} onAgain={readAgain} />
      ) : (
        <GeometrySkeleton />
      )}
    </>
  );
}
