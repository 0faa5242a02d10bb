'use client';
import { useEffect } from 'react';
import { useQuery } from 'urql';
import { moment } from '../formats/times.ts';
import { Failure } from '../frame/Failure.tsx';
import { problemOf } from '../graphql/problem.ts';
import { type LogLine, type Run, RunLogDocument } from './run-documents.ts';

const LAST_LINES = 200;

/** The last lines of a run's log, read again when the run moves on. */
export function RunLog({ run }: { run: Run }) {
  const [{ data, error }, read] = useQuery({
    query: RunLogDocument,
    variables: { id: run.id, last: LAST_LINES },
    requestPolicy: 'cache-and-network',
  });
  const state = `${run.status} ${run.lastEpoch} ${run.attempt}`;
  useEffect(() => {
    if (state) read({ requestPolicy: 'network-only' });
  }, [state, read]);
  const lines = data?.run?.log;
  return (
    <section className="panel" aria-label="Log">
      <div className="body">
        {!lines && error && (
          <Failure problem={problemOf(error)} onAgain={() => read({ requestPolicy: 'network-only' })} />
        )}
        {!lines && !error && <div className="skeleton" style={{ height: 180 }} />}
        {lines && lines.length === 0 && (
          <div className="state">
            <b>No line yet</b>
            <p>What the trainer says of this run will stand here.</p>
          </div>
        )}
        {lines && lines.length > 0 && <Lines lines={lines} />}
      </div>
    </section>
  );
}

const TONES: Record<string, string> = { warn: 'c-warn', warning: 'c-warn', error: 'c-bad', fatal: 'c-bad' };

function Lines({ lines }: { lines: readonly LogLine[] }) {
  return (
    <ol className="log">
      {lines.map((line, i) => (
        <li key={`${line.at} ${lines.slice(0, i).filter((earlier) => earlier.at === line.at).length}`}>
          <time className="muted" dateTime={line.at}>
            {moment(line.at)}
          </time>
          <span className={TONES[line.level.toLowerCase()] ?? 'muted'}>{line.level.toLowerCase()}</span>
          <span>
            {line.message}
            {line.attempt > 1 && <span className="muted"> (attempt {line.attempt})</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
