'use client';
import { Suspense, lazy, useEffect } from 'react';
import { useMay } from '../account/viewer.ts';
import { Failure } from '../frame/Failure.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import { addHref, blockOfComparison } from '../reports/add-to-report.ts';
import { ViewBar } from '../views/ViewBar.tsx';
import { CompareTools } from './CompareTools.tsx';
import { CompareSkeleton } from './CompareSkeleton.tsx';
import { RunPicker } from './RunPicker.tsx';
import { comparisonTitle, missingRun } from './prepare-title.ts';
import { useComparison } from './use-comparison.ts';

/** The charts are the heavy part: they are fetched once there are runs to draw. */
const ComparisonGrid = lazy(() => import('./ComparisonGrid.tsx').then((loaded) => ({ default: loaded.ComparisonGrid })));

/** Up to forty runs side by side: groups, curves, a scatter, the values at the end. All of it is in the address. */
export function ComparePage() {
  const comparison = useComparison();
  const { view, groups, metrics, hasPhase, onChange, onAddress } = comparison;
  const title = comparisonTitle(groups);
  const mayDo = useMay();
  const block = blockOfComparison(view, groups.flatMap(({ runs }) => runs.map(({ study }) => study?.id)), title);
  useEffect(() => {
    document.title = `${groups.length > 0 ? title : 'Compare'} · Collapsar`;
  }, [title, groups.length]);
  return (
    <>
      <div className="head">
        <ViewBar page="compare" noun="comparison" suggestion={title} />
        <div className="row">
          <h1>{title}</h1>
          <span className="grow" />
          {block && mayDo('createReport') && (
            <PageLink className="btn" href={addHref(block.studyId, block.question)}>
              Add to a report
            </PageLink>
          )}
        </div>
      </div>
      <CompareTools view={view} metrics={metrics} hasPhase={hasPhase} onChange={onChange} onAddress={onAddress} />
      <CompareBody comparison={comparison} title={title} />
    </>
  );
}

function CompareBody({ comparison, title }: { comparison: ReturnType<typeof useComparison>; title: string }) {
  const { view, groups, comparison: reading, catalogue, following, onChange } = comparison;
  const problem = following.problem ?? reading.problem ?? catalogue.problem;
  if (view.runs.length === 0) return <NothingChosen tick={following.tick} onChange={(runs) => onChange({ runs })} />;
  if (groups.length > 0 && comparison.metrics.length > 0) {
    return (
      <Suspense fallback={<CompareSkeleton />}>
        <ComparisonGrid comparison={comparison} title={title} />
      </Suspense>
    );
  }
  if (!problem) return <CompareSkeleton />;
  const missing = missingRun(problem, view.runs);
  return (
    <div className="panel">
      <Failure problem={problem} onAgain={following.again} />
      {missing && (
        <p className="state quiet">
          <button type="button" className="btn" onClick={() => onChange({ runs: view.runs.filter((id) => id !== missing) })}>
            Compare without it
          </button>
        </p>
      )}
    </div>
  );
}

function NothingChosen({ tick, onChange }: { tick: number | null; onChange: (runs: string[]) => void }) {
  return (
    <section className="panel nothing-chosen" aria-labelledby="choose-title">
      <header>
        <h2 id="choose-title">Choose runs to compare</h2>
      </header>
      <div className="body">
        <p className="muted">Tick two runs or more. Runs that differ in their seed alone become one group, with a mean and a band.</p>
        <RunPicker chosen={[]} tick={tick} onChange={onChange} />
      </div>
    </section>
  );
}
