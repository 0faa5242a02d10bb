'use client';
import { Fragment, useState } from 'react';
import { Icon } from '../frame/Icon.tsx';
import type { AuditRow } from './prepare-audit.ts';

/** One row an entry; a press opens all of it. */
export function AuditTable({ rows, isOld }: { rows: readonly AuditRow[]; isOld: boolean }) {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <section className="panel" aria-label="Entries of the audit log" aria-busy={isOld}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard */}
      <section className="body wide audit" aria-label="Table of entries" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th>When</th>
              <th>Who</th>
              <th>Action</th>
              <th>Object</th>
              <th>Result</th>
              <th>
                <span className="hide">The whole entry</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Fragment key={row.id}>
                <tr>
                  <td className="nowrap" title={row.at.exact}>
                    {row.at.text}
                  </td>
                  <td>
                    {row.who}
                    {row.role && <span className="muted"> {row.role}</span>}
                  </td>
                  <td className="mono">{row.action}</td>
                  <td className="mono">{row.object}</td>
                  <td className="nowrap">
                    {row.refusal === null ? (
                      'done'
                    ) : (
                      <span className="status refused">
                        <Icon name="cross" isSmall /> {row.refusal}
                      </span>
                    )}
                  </td>
                  <td className="num">
                    <button type="button" className="btn plain" aria-expanded={open === row.id} aria-label={`${open === row.id ? 'Close' : 'Open'} entry ${row.id}`} onClick={() => setOpen(open === row.id ? null : row.id)}>
                      {open === row.id ? 'Close' : 'Open'}
                    </button>
                  </td>
                </tr>
                {open === row.id && (
                  <tr className="details">
                    <td colSpan={6}>
                      <Whole row={row} />
                    </td>
                  </tr>
                )}
              </Fragment>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function Whole({ row: { details, before, after } }: { row: AuditRow }) {
  return (
    <div className="entry-json">
      <dl className="pairs">
        {details.map(({ name, text }) => (
          <div key={name} className="pair">
            <dt>{name}</dt>
            <dd className="mono">{text}</dd>
          </div>
        ))}
      </dl>
      <div>
        {before === null && after === null && <p className="muted">Nothing that was changed is kept with it.</p>}
        {before !== null && (
          <>
            <h2>Before</h2>
            <pre>{before}</pre>
          </>
        )}
        {after !== null && (
          <>
            <h2>After</h2>
            <pre>{after}</pre>
          </>
        )}
      </div>
    </div>
  );
}
