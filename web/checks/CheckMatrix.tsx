'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { Icon } from '../frame/Icon.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import { usePrinting } from '../frame/use-printing.ts';
import { MetricHelpButton } from '../metrics/MetricHelpButton.tsx';
import type { Matrix, MatrixRow } from './prepare-checks.ts';
import { resultLook } from './prepare-outcomes.ts';
import { ResultSign } from './ResultSign.tsx';

const ROW_HEIGHT = 46;
const NAME_WIDTH = 250;
const RESULT_WIDTH = 104;
const CHECK_WIDTH = 150;

/** Runs by checks; of many runs only the rows in sight are in the page. */
export function CheckMatrix({ matrix }: { matrix: Matrix }) {
  const { columns, rows } = matrix;
  const frame = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => frame.current, estimateSize: () => ROW_HEIGHT, overscan: 10 });
  const isPrinting = usePrinting();
  const inSight = virtual.getVirtualItems();
  const shown = isPrinting ? rows.map((_, index) => index) : inSight.map(({ index }) => index);
  const [above, below] = isPrinting ? [0, 0] : [inSight[0]?.start ?? 0, virtual.getTotalSize() - (inSight.at(-1)?.end ?? 0)];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section ref={frame} className="check-frame" aria-label="Table of runs by checks" tabIndex={0}>
      <table className="check-matrix" style={{ minWidth: NAME_WIDTH + RESULT_WIDTH + CHECK_WIDTH * columns.length }} aria-rowcount={rows.length + 1}>
        <colgroup>
          <col className="run-column" />
          <col style={{ width: RESULT_WIDTH }} />
          {columns.map(({ id }) => (
            <col key={id} style={{ width: CHECK_WIDTH }} />
          ))}
          <col />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">All checks</th>
            {columns.map(({ id, name, metric, place }) => (
              <th key={id} scope="col" title={place}>
                <MetricHelpButton id={metric}>{name}</MetricHelpButton>
              </th>
            ))}
            <td className="room-right" />
          </tr>
        </thead>
        <tbody>
          {above > 0 && <Room height={above} span={columns.length + 3} />}
          {shown.map((index) => (
            <Row key={rows[index]!.id} row={rows[index]!} index={index} />
          ))}
          {below > 0 && <Room height={below} span={columns.length + 3} />}
        </tbody>
      </table>
    </section>
  );
}

function Row({ row, index }: { row: MatrixRow; index: number }) {
  return (
    <tr style={{ height: ROW_HEIGHT }} aria-rowindex={index + 2}>
      <th scope="row">
        <PageLink className="name" href={row.href} title={row.name}>
          {row.name}
        </PageLink>
        <span className="sub clip">{row.detail}</span>
      </th>
      <td>
        <ResultSign look={resultLook(row.result)} />
      </td>
      {row.cells.map(({ key, look, value, hover }) => (
        <td key={key} title={hover}>
          <span className={`status${look.tone === 'bad' ? ' c-bad' : ''}`}>
            <Icon name={look.icon} isSmall tone={look.tone} />
            <span className="hide">{look.word}: </span>
            {value}
          </span>
        </td>
      ))}
      <td />
    </tr>
  );
}

function Room({ height, span }: { height: number; span: number }) {
  return (
    <tr className="room">
      <td colSpan={span} style={{ height }} />
    </tr>
  );
}
