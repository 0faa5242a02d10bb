'use client';
import { useMemo } from 'react';
import { ForThoseWhoMay } from '../account/ForThoseWhoMay.tsx';
import { useViewer } from '../account/viewer.ts';
import { count } from '../formats/numbers.ts';
import { Failure } from '../frame/Failure.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import { useAddress } from '../frame/use-address.ts';
import { AuditForm } from './AuditForm.tsx';
import { AuditTable } from './AuditTable.tsx';
import { prepareAudit } from './prepare-audit.ts';
import { useAudit } from './use-audit.ts';
import { exportHref, filterOf, isWhole, viewIn } from './view.ts';

/** Who did what, and what was refused. For admins. */
export function AuditPage() {
  const viewer = useViewer();
  return (
    <ForThoseWhoMay mutation="createUser" doing="Reading the audit log" title="Audit log">
      {viewer && <Audit />}
    </ForThoseWhoMay>
  );
}

function Audit() {
  const { search, change } = useAddress();
  const view = useMemo(() => viewIn(search), [search]);
  const { lines, total, isOld, problem, readAgain, readMore } = useAudit(useMemo(() => filterOf(view), [view]));
  const rows = useMemo(() => lines && prepareAudit(lines), [lines]);
  return (
    <div className="stack">
      <nav className="crumbs" aria-label="Where this page belongs">
        <PageLink href="/people">People</PageLink> /
      </nav>
      <div className="row">
        <h1>Audit log</h1>
        <span className="muted" role="status">
          {lines && !isOld && (total === 1 ? '1 entry' : `${count(total)} entries`)}
        </span>
        <span className="grow" />
        <a className="btn" href={exportHref(view, 'csv')} download>
          Save as CSV
        </a>
        <a className="btn" href={exportHref(view, 'ndjson')} download>
          Save as JSON lines
        </a>
      </div>
      <AuditForm view={view} lines={lines ?? []} change={change} />
      {problem && (
        <section className="panel">
          <Failure problem={problem} onAgain={readAgain} />
        </section>
      )}
      {rows && rows.length > 0 && <AuditTable rows={rows} isOld={isOld} />}
      {rows?.length === 0 && !isOld && (
        <div className="panel state">
          <b>{isWhole(view) ? 'Nothing was written down so far' : 'No entry is like this'}</b>
          <p>Each write, each signing in and out, each share link that was opened and all that was refused stands here.</p>
        </div>
      )}
      {!rows && !problem && (
        <div className="panel body" aria-busy="true">
          <div className="skeleton" style={{ height: 320, margin: 14 }} />
        </div>
      )}
      {readMore && (
        <button type="button" className="btn" onClick={readMore}>
          Show 50 more
        </button>
      )}
    </div>
  );
}
