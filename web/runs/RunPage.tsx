'use client';
import { useSearchParams } from 'next/navigation';
import { useEffect } from 'react';
import { useQuery } from 'urql';
import { FigureSkeletons } from '../figures/FigureSkeletons.tsx';
import { loadFigures } from '../figures/load-figures.ts';
import { MetricsDocument } from '../figures/metric-entry.ts';
import { Failure } from '../frame/Failure.tsx';
import { PageLink } from '../frame/PageLink.tsx';
// the figures need it, and what they fetch apart would bring the popover once more than the menus do
import '../metrics/MetricHelpButton.tsx';
import { Answers } from './Answers.tsx';
import { RunHead } from './RunHead.tsx';
import { RunTabs } from './RunTabs.tsx';
import type { RunRecord } from './run-record.ts';
import { type RunReading, useRun } from './use-run.ts';

/** A run: what it is, four answers, and the evidence below. */
export function RunPage({ id }: { id: string }) {
  const reading = useRun(id);
  // asked beside the run, not behind it: the figures find it known
  useQuery({ query: MetricsDocument });
  useFiguresAhead();
  useTitle(reading.record?.run.name);
  if (reading.record) return <RunView record={reading.record} reading={reading} />;
  if (reading.isMissing) return <NoSuchRun id={id} />;
  if (reading.problem) {
    return (
      <div className="panel">
        <h1 className="hide">Run</h1>
        <Failure problem={reading.problem} onAgain={reading.readAgain} />
      </div>
    );
  }
  return <RunSkeleton />;
}

function RunView({ record, reading }: { record: RunRecord; reading: RunReading }) {
  return (
    <>
      <RunHead run={record.run} />
      {reading.problem && (
        <div className="banner failure" role="alert">
          <span className="grow">
            <b>{reading.problem.code}</b> {reading.problem.sentence} What was read before still stands.
          </span>
          <button type="button" className="btn" onClick={reading.readAgain}>
            Try again
          </button>
        </div>
      )}
      <Answers record={record} />
      <RunTabs record={record} />
    </>
  );
}

/** Fetches the code of the figures beside the run, where they are what is open. */
function useFiguresAhead(): void {
  const tab = useSearchParams().get('tab');
  useEffect(() => {
    if (tab === null) void loadFigures();
  }, [tab]);
}

function useTitle(name: string | undefined): void {
  useEffect(() => {
    if (name) document.title = `${name} · Collapsar`;
  }, [name]);
}

function NoSuchRun({ id }: { id: string }) {
  return (
    <div className="panel state">
      <h1>No such run</h1>
      <p>
        There is no run with the id <span className="mono">{id}</span>. It may have been deleted.{' '}
        <PageLink href="/runs">All runs</PageLink>
      </p>
    </div>
  );
}

function RunSkeleton() {
  return (
    <div aria-busy="true">
      <div className="head">
        <div className="skeleton" style={{ width: 240, height: 16 }} />
        <div className="skeleton" style={{ width: 420, maxWidth: '100%', height: 28, marginTop: 4 }} />
      </div>
      <div className="panel" style={{ padding: 16 }}>
        <div className="skeleton" style={{ height: 48 }} />
      </div>
      <div className="tools">
        <div className="skeleton" style={{ height: 32 }} />
      </div>
      <FigureSkeletons />
    </div>
  );
}
