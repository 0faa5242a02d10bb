import { Sparkline } from '../charts/Sparkline.tsx';
import { count } from '../formats/numbers.ts';
import { Icon } from '../frame/Icon.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import { WideTable } from '../frame/WideTable.tsx';
import { MetricHelpButton } from '../metrics/MetricHelpButton.tsx';
import { RunNameCell } from '../runs/RunNameCell.tsx';
import type { FinishedRow } from './prepare-finished.ts';

/** The runs that ended last; `rows` is null until they are known. */
export function FinishedRecently({ rows, runCount }: { rows: FinishedRow[] | null; runCount: number }) {
  return (
    <section className="panel" aria-labelledby="finished-heading">
      <header>
        <h2 id="finished-heading">Finished recently</h2>
        <span className="grow" />
        {runCount > 0 && (
          <PageLink href="/runs" className="small">
            {runCount === 1 ? 'One run in all' : `All ${count(runCount)} runs`}
          </PageLink>
        )}
      </header>
      {rows === null ? (
        <div className="body" aria-busy="true">
          <div className="skeleton" style={{ height: 180, margin: '4px 0' }} />
        </div>
      ) : rows.length === 0 ? (
        <div className="state quiet">
          <b>No run has finished yet</b>
          <p>Each stands here when it is trained to its end, with its verdict, its NC1 and its test accuracy.</p>
        </div>
      ) : (
        <FinishedTable rows={rows} />
      )}
    </section>
  );
}

function FinishedTable({ rows }: { rows: FinishedRow[] }) {
  return (
    <WideTable
      label="Table of finished runs" className="finished"
      heads={
        <>
          <th>Run</th>
          <th>Study</th>
          <th>
            Verdict
            <br />
            <span className="fig">suggested</span>
          </th>
          <th className="num">
            Terminal
            <br />
            phase from
          </th>
          <th className="num">
            <MetricHelpButton id="NC1">NC1</MetricHelpButton>, from there
            <br />
            to the end
          </th>
          <th className="spark-column">NC1, log–log</th>
          <th className="num">
            <MetricHelpButton id="NC2_EQUIANGULAR_MEANS">Equal angles</MetricHelpButton>
            <br />
            <span className="c-means">means</span>
          </th>
          <th className="num">
            <MetricHelpButton id="NC3_DUALITY">Self-duality</MetricHelpButton>
          </th>
          <th className="num">
            <MetricHelpButton id="NC4_MISMATCH">NC4</MetricHelpButton>
            <br />
            test
          </th>
          <th className="num">
            Test accuracy, from
            <br />
            there to the end
          </th>
          <th className="num">Finished</th>
        </>
      }
    >
      {rows.map((row) => (
        <Row key={row.id} row={row} />
      ))}
    </WideTable>
  );
}

function Row({ row }: { row: FinishedRow }) {
  return (
    <tr>
      <RunNameCell row={row} />
      <td className="muted">{row.study}</td>
      <td>
        <span className="status">
          <Icon name={row.verdict.icon} />
          {row.verdict.word}
        </span>
      </td>
      <td className="num nowrap">{row.phase}</td>
      <td className="num nowrap">{row.nc1}</td>
      <td>
        <Sparkline model={row.spark} />
      </td>
      <td className="num nowrap">{row.angles}</td>
      <td className="num nowrap">{row.duality}</td>
      <td className="num nowrap">{row.nc4}</td>
      <td className="num nowrap">{row.accuracy}</td>
      <td className="num nowrap muted" title={row.finished.exact}>
        {row.finished.text}
      </td>
    </tr>
  );
}
