import { chartTable } from './chart-table.ts';
import type { ChartModel } from './model.ts';

/** The numbers of a chart in its place, for those who would rather read, or cannot look. */
export function ChartAsTable({ model, height }: { model: ChartModel; height: number }) {
  const { heads, rows, texts } = chartTable(model);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="as-table" style={{ height }} tabIndex={0} aria-label={`Numbers of ${model.name}`}>
      <table>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} className="num">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {texts.map((row, i) => (
            <tr key={row[0]}>
              {row.map((text, k) => (
                <td key={heads[k]} className="num" title={String(rows[i]![k] ?? '')}>
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
