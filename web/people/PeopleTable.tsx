'use client';
import { Fragment, useState } from 'react';
import { PersonMark } from '../account/PersonMark.tsx';
import { ROLES } from '../account/roles.ts';
import { Icon } from '../frame/Icon.tsx';
import { PersonDetails } from './PersonDetails.tsx';
import type { PersonRow } from './prepare-people.ts';

/** One row a person; a press opens what can be done. */
export function PeopleTable({ rows, isLocal, onChanged }: { rows: readonly PersonRow[]; isLocal: boolean; onChanged: () => void }) {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <section className="panel" aria-label="People">
      <div className="body people">
        <table>
          <thead>
            <tr>
              <th>Person</th>
              <th>Role</th>
              <th className="no-phone">Comes in by</th>
              <th className="no-phone">Last used</th>
              <th>
                <span className="hide">Change</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Fragment key={row.id}>
                <tr className={row.isDisabled ? 'shut-out' : undefined}>
                  <td>
                    <span className="row tight person">
                      <PersonMark colour={row.colour} name={row.name} />
                      <span>
                        <b>{row.name}</b>
                        {row.isSelf && <span className="muted"> you</span>}
                      </span>
                    </span>
                  </td>
                  <td className="soft">{ROLES.find(({ value }) => value === row.role)?.word}</td>
                  <td className="soft no-phone">
                    {row.isLockedOut && <Icon name="alert" tone="warn" isSmall />} {row.ways}
                  </td>
                  <td className="soft nowrap no-phone" title={row.used.exact}>
                    {row.used.text}
                  </td>
                  <td className="num">
                    <button type="button" className="btn plain" aria-expanded={open === row.id} aria-label={`${open === row.id ? 'Close' : 'Change'} ${row.name}`} onClick={() => setOpen(open === row.id ? null : row.id)}>
                      {open === row.id ? 'Close' : 'Change'}
                    </button>
                  </td>
                </tr>
                {open === row.id && (
                  <tr className="details">
                    <td colSpan={5}>
                      <PersonDetails row={row} isLocal={isLocal} onChanged={onChanged} />
                    </td>
                  </tr>
                )}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
