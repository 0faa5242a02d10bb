import { heatMapTable, heatMapTexts } from './heat-map-table.ts';
import type { HeatMapModel } from './heat-map-model.ts';

/** The numbers of a heat map in its place. */
export function HeatMapAsTable({ model, height }: { model: HeatMapModel; height: number }) {
  const { heads, rows } = heatMapTable(model);
  const texts = heatMapTexts(model);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="as-table" style={{ maxHeight: height }} tabIndex={0} aria-label={`Numbers of ${model.name}`}>
      <table>
        <thead>
          <tr>
            {heads.map((head, k) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two classes may have one name
              <th key={k} scope="col" className={k === 0 ? undefined : 'num'}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {texts.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two classes may have one name
            <tr key={i}>
              <th scope="row">{row[0]}</th>
              {row.slice(1).map((text, k) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column a class
                <td key={k} className="num" title={String(rows[i]![k + 1] ?? '')}>
                  {text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
