'use client';
import Link from 'next/link';
import { RunTable } from './RunTable.tsx';
import { TrainingNow } from './TrainingNow.tsx';
import { useRuns } from './use-runs.ts';

const NEWEST = 12;

/** What trains now, and the newest runs. */
export function Overview() {
  const reading = useRuns({ statuses: [], pageSize: NEWEST, followsEpochs: false });
  const more = (reading.pages?.totalCount ?? 0) - (reading.pages?.runs.length ?? 0);
  return (
    <div className="stack">
      <h1 className="hide">Overview</h1>
      <TrainingNow />
      <section className="panel" aria-labelledby="runs-heading">
        <header>
          <h2 id="runs-heading">Runs</h2>
          <span className="fig">newest first</span>
          <span className="grow" />
          {more > 0 && (
            <Link href="/runs" className="small">
              All {reading.pages?.totalCount} runs
            </Link>
          )}
        </header>
        <RunTable
          reading={reading}
          empty={{
            title: 'No run yet',
            text: 'Every run stands here as soon as it is queued, with its terminal phase, its NC1 and its test accuracy.',
          }}
        />
      </section>
    </div>
  );
}
