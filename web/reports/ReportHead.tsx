'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useMay } from '../account/viewer.ts';
import { plural } from '../formats/names.ts';
import { moment } from '../formats/times.ts';
import { Dialog } from '../frame/Dialog.tsx';
import { Failure } from '../frame/Failure.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import { useChange } from '../graphql/use-change.ts';
import { exportHref, reportHref, type ReportView } from './prepare-report.ts';
import { DeleteReportDocument, type ReportAnswer, type VersionAnswer } from './report-documents.ts';

/** Whose report it is, of when, what can be done with it, and its other versions. */
export function ReportHead({ report, version, view }: { report: ReportAnswer; version: VersionAnswer | null; view: ReportView }) {
  const mayDo = useMay();
  const [isDeleting, setDeleting] = useState(false);
  const { study } = report;
  return (
    <div className="head">
      <div className="row">
        <nav className="crumbs" aria-label="Where this report belongs">
          <PageLink href="/reports">Reports</PageLink> /{' '}
          {study && (
            <>
              <PageLink href={`/studies/${encodeURIComponent(study.slug)}`}>{study.name}</PageLink> /
            </>
          )}
        </nav>
        <span className="grow" />
        <div className="row tight actions">
          {report.canEdit && mayDo('updateReport') && (
            <PageLink className="btn" href={`${reportHref(report.id)}/edit`}>
              Edit
            </PageLink>
          )}
          {version && (
            <a className="btn" href={exportHref(report.id, version.number)} download>
              Save as HTML
            </a>
          )}
          <button type="button" className="btn no-phone" onClick={() => window.print()}>
            Print
          </button>
          {report.canDelete && mayDo('deleteReport') && (
            <button type="button" className="btn" onClick={() => setDeleting(true)}>
              Delete
            </button>
          )}
        </div>
      </div>
      <h1>{version?.title ?? 'Report'}</h1>
      {version && (
        <p className="muted">
          Version {version.number}
          {version.number < report.version && ` of ${report.version}`}, saved {moment(version.at)}
          {version.author && ` by ${version.author}`}
          {report.createdBy && report.createdBy !== version.author && `; begun by ${report.createdBy}`}
        </p>
      )}
      {version && version.number < report.version && (
        <p className="banner">
          <span>This is an older version.</span>
          <PageLink href={reportHref(report.id)}>Read the newest</PageLink>
        </p>
      )}
      {report.version > 1 && <Versions report={report} shown={version?.number ?? null} isOpen={view.version !== null} />}
      {isDeleting && <DeleteDialog report={report} onClose={() => setDeleting(false)} />}
    </div>
  );
}

function Versions({ report: { id, version: newest, versions }, shown, isOpen }: { report: ReportAnswer; shown: number | null; isOpen: boolean }) {
  return (
    <details className="report-versions" open={isOpen}>
      <summary>{plural(versions.totalCount, 'version')}</summary>
      <ol reversed>
        {versions.nodes.map(({ number, title, author, at }) => (
          <li key={number} className="report-versions-line">
            <PageLink href={number === newest ? reportHref(id) : `${reportHref(id)}?version=${number}`} aria-current={number === shown ? 'page' : undefined}>
              Version {number}
            </PageLink>
            <span className="muted">
              {title}, {moment(at)}
              {author && `, ${author}`}
            </span>
          </li>
        ))}
      </ol>
      {versions.totalCount > versions.nodes.length && <p className="muted">Older ones are reached by ?version=N in the address.</p>}
    </details>
  );
}

function DeleteDialog({ report, onClose }: { report: ReportAnswer; onClose: () => void }) {
  const router = useRouter();
  const { send, isBusy, problem } = useChange(DeleteReportDocument);
  const remove = async () => {
    if (await send({ input: { reportId: report.id } })) router.push('/reports');
  };
  return (
    <Dialog
      title="Delete this report?"
      onClose={onClose}
      actions={
        <button type="button" className="btn strong" disabled={isBusy} onClick={() => void remove()}>
          Delete it
        </button>
      }
    >
      <p>Nobody finds it any more, with its {plural(report.version, 'version')}. Links to it lead nowhere.</p>
      {problem && <Failure problem={problem} />}
    </Dialog>
  );
}
