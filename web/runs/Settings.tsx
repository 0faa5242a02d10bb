import { useId } from 'react';
import { RepeatCommand } from './RepeatCommand.tsx';
import { prepareSettings, type SettingGroup } from './prepare-settings.ts';
import type { Run } from './run-documents.ts';

/** Everything that decides or describes a run, as plain lists of two columns. */
export function Settings({ run }: { run: Run }) {
  return (
    <>
      <RepeatCommand run={run} />
      <div className="settings">
        {prepareSettings(run).map((group) => (
          <Group key={group.title} group={group} />
        ))}
      </div>
    </>
  );
}

function Group({ group }: { group: SettingGroup }) {
  const headingId = useId();
  return (
    <section className="panel" aria-labelledby={headingId}>
      <header>
        <h2 id={headingId}>{group.title}</h2>
      </header>
      <div className="body">
        <dl className="pairs">
          {group.rows.map((row) => (
            <div key={row.name} className="pair">
              <dt>{row.name}</dt>
              <dd>{row.value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
}
