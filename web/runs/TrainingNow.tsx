'use client';
import { useMemo } from 'react';
import { Sparkline } from '../charts/Sparkline.tsx';
import { plural } from '../formats/names.ts';
import { Failure } from '../frame/Failure.tsx';
import { WideTable } from '../frame/WideTable.tsx';
import { RunNameCell } from './RunNameCell.tsx';
import { prepareTrainingNow, type TrainingRow } from './prepare-training-now.ts';
import { IN_TRAINING, WAITING } from './runs-documents.ts';
import { useRuns } from './use-runs.ts';

/** The runs in training, moving as their epochs are recorded. */
export function TrainingNow() {
  const reading = useRuns({ ...IN_TRAINING, followsEpochs: true });
  const queued = useRuns({ ...WAITING, followsEpochs: false }).pages?.totalCount ?? 0;
  const { pages, problem, readAgain } = reading;
  const rows = useMemo(() => (pages ? prepareTrainingNow(pages.runs, pages.curves) : []), [pages]);
  return (
    <section className="panel" aria-labelledby="now-heading">
      <header>
        <h2 id="now-heading">Training now</h2>
        {pages && (
          <span className="fig">
            {[rows.length > 0 && plural(rows.length, 'run'), queued > 0 && `${queued} queued`]
              .filter(Boolean)
              .join(', ')}
          </span>
        )}
      </header>
      {problem && !pages && <Failure problem={problem} onAgain={readAgain} />}
      {!problem && !pages && (
        <div className="body" aria-busy="true">
          <div className="skeleton" style={{ height: 110, margin: '4px 0' }} />
        </div>
      )}
      {pages && rows.length === 0 && <Idle queued={queued} />}
      {rows.length > 0 && <TrainingTable rows={rows} />}
    </section>
  );
}

function Idle({ queued }: { queued: number }) {
  return (
    <div className="state quiet">
      <b>Nothing is training</b>
      <p>
        {queued > 0
          ? `${plural(queued, 'run')} in the queue: training starts as soon as a trainer takes one.`
          : 'A run in training shows its epoch, its train error and its NC1 here, as they come.'}
      </p>
    </div>
  );
}

function TrainingTable({ rows }: { rows: TrainingRow[] }) {
  return (
    <WideTable
      label="Table of runs in training"
      heads={
        <>
          <th>Run</th>
          <th className="epoch-column">Epoch</th>
          <th className="num">Train error</th>
          <th className="num">NC1</th>
          <th className="spark-column">NC1, log–log</th>
          <th className="num">Images/s</th>
          <th className="num">Left</th>
        </>
      }
    >
      {rows.map((row) => (
        <Row key={row.id} row={row} />
      ))}
    </WideTable>
  );
}

function Row({ row }: { row: TrainingRow }) {
  return (
    <tr>
      <RunNameCell row={row} />
      <td>
        <div
          className="progress"
          role="progressbar"
          aria-label={`Epoch of ${row.name}`}
          aria-valuemin={0}
          aria-valuenow={row.epoch}
          aria-valuemax={row.plannedEpochs}
        >
          <b style={{ width: `${row.bar.done}%` }} />
          {row.bar.phase !== null && <s style={{ left: `${row.bar.phase}%` }} />}
        </div>
        <span className="sub">
          {row.progress}, <span className={row.isInPhase ? 'c-tpt' : undefined}>{row.phase}</span>
        </span>
      </td>
      <td className="num nowrap">{row.trainError}</td>
      <td className="num nowrap">{row.nc1}</td>
      <td>
        <Sparkline model={row.spark} />
      </td>
      <td className="num nowrap">{row.imagesPerSecond}</td>
      <td className="num nowrap">{row.left}</td>
    </tr>
  );
}
