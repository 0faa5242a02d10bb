import { ExportMenu } from '../export/ExportMenu.tsx';
import type { Grid } from './paper-documents.ts';
import { type AccuracyPair, DAGGER, type Table1Model, table1Text } from './prepare-table-1.ts';

/** The paper's Table 1: test accuracy here above the published one, cell by cell. */
export function Table1({ table, grid, caption }: { table: Table1Model; grid: Grid; caption: string }) {
  return (
    <section className="panel table-1" aria-labelledby="table-1-heading">
      <header>
        <h2 id="table-1-heading">Table 1</h2>
        <span className="fig wraps">test accuracy in %, at the start of the terminal phase → at the last epoch, and the change in points{table.hasSpread && '; of several seeds the mean, ± one standard deviation'}</span>
        <span className="grow" />
        {table.hasRecalled && <span className="fig wraps">{DAGGER} as recalled, not yet checked against the print</span>}
        <ExportMenu title="Table 1" caption={caption} table={() => table1Text(grid)} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard */}
      <section className="body wide" aria-label="Table 1, test accuracy" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th>Network</th>
              <th>
                <span className="hide">Source</span>
              </th>
              {table.datasets.map((dataset) => (
                <th key={dataset} className="num" colSpan={2}>
                  {dataset}
                </th>
              ))}
            </tr>
          </thead>
          {table.rows.map(({ name, here, paper }) => (
            <tbody key={name}>
              <tr>
                <th scope="row">{name}</th>
                <td>here</td>
                {here.map((pair, k) => (
                  <Pair key={table.datasets[k]} pair={pair} />
                ))}
              </tr>
              <tr className="paper">
                <th scope="row">
                  <span className="hide">{name}</span>
                </th>
                <td>paper</td>
                {paper.map((pair, k) => (
                  <Pair key={table.datasets[k]} pair={pair} isPaper />
                ))}
              </tr>
            </tbody>
          ))}
        </table>
      </section>
      <p className="fig wraps foot">
        {table.gain && <>{table.gain}. </>}
        {table.source}
      </p>
    </section>
  );
}

/** Up or down is said by the sign; the colour only repeats it. */
function Pair({ pair: { text, change, spread, sign, title }, isPaper = false }: { pair: AccuracyPair; isPaper?: boolean }) {
  return (
    <>
      <td className="num nowrap" title={title}>
        {text}
        {spread && <span className="spread">{spread}</span>}
      </td>
      <td className={`num nowrap small${isPaper || !sign ? '' : sign === 'up' ? ' c-good' : ' c-bad'}`}>{change}</td>
    </>
  );
}
