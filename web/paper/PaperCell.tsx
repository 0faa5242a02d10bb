import { PageLink } from '../frame/PageLink.tsx';
import { useMay } from '../account/viewer.ts';
import { coloured } from '../charts/coloured.ts';
import { MARKS } from '../charts/marks.ts';
import { Icon } from '../frame/Icon.tsx';
import { CellPlot } from './CellPlot.tsx';
import { CELL_HEIGHT, layOutCell } from './cell-layout.ts';
import type { CellEnd, CellModel, GridColumn, GridModel } from './grid-model.ts';

interface PaperCellProps {
  cell: CellModel;
  column: GridColumn;
  grid: Pick<GridModel, 'y' | 'ideal'>;
  width: number;
}

/** A cell of the grid: the curves of its run, or why there are none and what to do. */
export function PaperCell({ cell, column, grid, width }: PaperCellProps) {
  const kind = cell.plot ? 'charted' : 'empty';
  return (
    <div className={`cell ${kind}${cell.isFilled ? '' : ' lacking'}`} style={{ height: CELL_HEIGHT }} title={cell.summary}>
      {cell.plot ? <Charted cell={cell} column={column} grid={grid} width={width} /> : <Empty cell={cell} />}
      {cell.progress !== null && (
        <div className="progress" role="progressbar" aria-label={`Epochs of ${cell.name} on ${cell.dataset}`} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(cell.progress)}>
          <b style={{ width: `${cell.progress}%` }} />
        </div>
      )}
    </div>
  );
}

function Charted({ cell, column, grid, width }: PaperCellProps) {
  return (
    <>
      <PageLink className="cell-link" href={cell.runHref ?? ''} aria-label={cell.summary} />
      <span className={`cell-name${cell.ends.length > 1 ? ' narrow' : ''}`}>
        <span>
          {cell.name}
          {cell.more && <> {cell.more}</>}
        </span>
        {cell.note && <span className="cell-note">{cell.note}</span>}
      </span>
      <span className="cell-ends">
        {cell.ends.map((end) => (
          <End key={end.id} end={end} />
        ))}
        {cell.phaseNote && <span className="cell-phase">{cell.phaseNote}</span>}
        {cell.launchHref && (
          <PageLink className="cell-launch" href={cell.launchHref} aria-label={`Launch another run on ${cell.dataset}`}>
            + Launch
          </PageLink>
        )}
      </span>
      <svg className="cell-plot" width={width} height={CELL_HEIGHT} aria-hidden="true">
        <CellPlot plot={cell.plot!} y={grid.y} ideal={grid.ideal} column={column} layout={layOutCell(grid.y, column, width)} />
      </svg>
    </>
  );
}

function End({ end }: { end: CellEnd }) {
  return (
    <b title={`${end.label ? `${end.label}: ` : ''}${end.exact}`} style={coloured(end.colour)}>
      {end.mark && <Swatch end={end} />}
      {end.text}
    </b>
  );
}

/** The mark of a curve: not its colour alone tells the two apart. */
export function Swatch({ end }: { end: Pick<CellEnd, 'colour' | 'mark' | 'label'> }) {
  return (
    <svg className="cell-swatch" width={9} height={9} aria-hidden="true" style={coloured(end.colour)}>
      <path d={MARKS[end.mark ?? 'disc'](4.5, 4.5, end.mark === 'diamond' ? 3 : 3.3)} />
    </svg>
  );
}

function Empty({ cell }: { cell: CellModel }) {
  const { absence, runHref, launchHref } = cell;
  const mayLaunch = useMay()('launchRuns');
  const word = `+ ${absence?.word}`;
  return (
    <>
      {runHref ? (
        <PageLink className={`cell-word c-${absence?.look?.tone}`} href={runHref}>
          <span className="status">
            {absence?.look && <Icon name={absence.look.icon} isSmall />}
            {absence?.word}
          </span>
        </PageLink>
      ) : (
        mayLaunch && <PageLink className="cell-word stretched" href={launchHref ?? ''} aria-label={`Launch ${cell.name} on ${cell.dataset}`}>
          {word}
        </PageLink>
      )}
      {absence?.lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
      {runHref && launchHref && mayLaunch && (
        <PageLink className="cell-launch" href={launchHref} aria-label={`Launch another run on ${cell.dataset}`}>
          + Launch
        </PageLink>
      )}
    </>
  );
}
