import { cellTexts } from './grid-tables.ts';
import type { GridModel } from './grid-model.ts';

/** The numbers of a figure in the grid's place: each cell at the phase's start and at its end. */
export function FigureTable({ grid }: { grid: GridModel }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard
    <section className="body wide" aria-label={`Numbers of figure ${grid.figure}`} tabIndex={0}>
      <table>
        <caption className="fig">From the start of the terminal phase to the last measured epoch.</caption>
        <thead>
          <tr>
            <th>Network</th>
            {grid.columns.map(({ dataset }) => (
              <th key={dataset} className="num">
                {dataset}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {grid.rows.map(({ architecture, name, cells }) => (
            <tr key={architecture}>
              <th scope="row">{name}</th>
              {cells.map((cell) => (
                <td key={cell.dataset} className="num" title={cell.summary}>
                  {cellTexts(cell).map((text) => (
                    <div key={text} className="nowrap">
                      {text}
                    </div>
                  ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
