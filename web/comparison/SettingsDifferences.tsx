import { Swatch } from './Swatch.tsx';
import type { Group } from './prepare-groups.ts';
import type { PreparedSettings } from './prepare-settings-table.ts';

/** In which settings the groups differ, and what is the same in all of them. */
export function SettingsDifferences({ groups, settings }: { groups: readonly Group[]; settings: PreparedSettings }) {
  return (
    <>
      {settings.differences.length === 0 ? (
        <p className="muted small">{groups.length < 2 ? 'One group: nothing to differ from.' : 'The groups are trained alike.'}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard
        <section className="scroll-x" aria-label="Differences of settings" tabIndex={0}>
          <table className="differences small">
            <thead>
              <tr>
                <th>
                  <span className="hide">Setting</span>
                </th>
                {groups.map((group) => (
                  <th key={group.key} className="num">
                    <Swatch look={group.look} />
                    <span className="hide">{group.title}</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {settings.differences.map(({ name, cells }) => (
                <tr key={name}>
                  <td className="muted nowrap">{name}</td>
                  {cells.map(({ text, full, isOther }, i) => (
                    <td key={groups[i]!.key} className="num nowrap">
                      <span className={isOther ? 'other' : undefined} title={isOther ? `${full}: other than the baseline` : full}>
                        {text}
                      </span>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <h3 className="small muted same-title">The same in all groups</h3>
      <dl className="same small">
        {settings.same.map(({ name, text }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
