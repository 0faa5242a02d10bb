import { Icon } from '../frame/Icon.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import { MetricHelpButton } from '../metrics/MetricHelpButton.tsx';
import { FinalChip } from '../review/FinalChip.tsx';
import { MiniGrid, MiniLegend } from './MiniGrid.tsx';
import type { Bundle } from './prepare-bundle.ts';
import type { StudyRow } from './prepare-studies.ts';

/** One row a study. `isWithCurves` is false until the curves came: until then their columns are empty. */
export function Studies({ rows, isWithCurves, moreCount }: { rows: StudyRow[] | null; isWithCurves: boolean; moreCount: number }) {
  return (
    <section className="panel" aria-labelledby="studies-heading">
      <header>
        <h2 id="studies-heading">Studies</h2>
        {moreCount > 0 && <span className="fig">the newest, {moreCount} more</span>}
        <span className="grow" />
        {rows && rows.length > 0 && <MiniLegend />}
        {rows && rows.length > 0 && (
          <PageLink className="small" href="/studies">
            All studies
          </PageLink>
        )}
      </header>
      {rows === null ? (
        <div className="body" aria-busy="true">
          <div className="skeleton" style={{ height: 150, margin: '4px 0' }} />
        </div>
      ) : rows.length === 0 ? (
        <div className="state quiet">
          <b>No study yet</b>
          <p>A study gathers the runs of one question; it stands here with its grid as soon as it has one.</p>
        </div>
      ) : (
        <StudyTable rows={rows} isWithCurves={isWithCurves} />
      )}
    </section>
  );
}

function StudyTable({ rows, isWithCurves }: { rows: StudyRow[]; isWithCurves: boolean }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard
    <section className="body wide" aria-label="Table of studies" tabIndex={0}>
      <table className="studies">
        <thead>
          <tr>
            <th>Study</th>
            <th>VGG, ResNet, DenseNet × 7 data sets</th>
            <th className="num">Runs</th>
            <th className="num">
              Reached
              <br />
              terminal phase
            </th>
            <th className="bundle-column">
              <MetricHelpButton id="NC1">NC1</MetricHelpButton> of every run, log
              <br />
              <span className="fig">epochs since terminal phase</span>
            </th>
            <th className="num">
              NC1 at the end
              <br />
              <span className="fig">median (range)</span>
            </th>
            <th className="num">
              Test accuracy since
              <br />
              terminal phase, points
            </th>
            <th>Checks</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} isWithCurves={isWithCurves} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ row, isWithCurves }: { row: StudyRow; isWithCurves: boolean }) {
  return (
    <tr>
      <td>
        <PageLink className="name" href={row.href}>
          {row.name}
        </PageLink>{' '}
        {row.isFinal && <FinalChip />}
        {row.recorded && (
          <span className="chip" title={row.recorded}>
            recorded
          </span>
        )}
        <span className="sub clip">{row.description}</span>
      </td>
      <td>
        <MiniGrid cells={row.cells} label={row.gridLabel} />
      </td>
      <td className="num">
        {row.runs}
        <span className="sub statuses">{row.statuses}</span>
      </td>
      <td className="num">{row.reached}</td>
      <td>{isWithCurves ? row.bundle ? <BundleView bundle={row.bundle} /> : <span className="muted">not reached by any run</span> : <div className="skeleton" style={{ height: 46 }} />}</td>
      <td className="num nowrap">
        {row.nc1.median}
        <span className="sub">{row.nc1.range}</span>
      </td>
      <td className="num nowrap" title={row.gain.title}>
        {row.gain.text}
        {row.basis && <span className="sub">{row.basis}</span>}
      </td>
      <td className="nowrap">
        {row.checks && (
          <span className="row tight">
            {row.checks.isFailed && <Icon name="alert" tone="warn" isSmall />}
            <PageLink href={`${row.href}/checks`}>{row.checks.text}</PageLink>
          </span>
        )}
        {row.checks?.detail && <span className="sub">{row.checks.detail}</span>}
      </td>
    </tr>
  );
}

function BundleView({ bundle: { width, height, paths, rule, label } }: { bundle: Bundle }) {
  return (
    <svg className="spark bundle" width={width} height={height} role="img" aria-label={label}>
      <rect x={rule} y={0} width={width - rule} height={height} />
      <path className="rule" d={`M${rule},0V${height}`} />
      {paths.map(({ id, d }) => (
        <path key={id} d={d} opacity={0.55} />
      ))}
    </svg>
  );
}
