'use client';
import dynamic from 'next/dynamic';
import { useEffect, useMemo } from 'react';
import { Failure } from '../frame/Failure.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import { useAddress } from '../frame/use-address.ts';
import { ReportHead } from './ReportHead.tsx';
import { ReportNewsBar } from './ReportNewsBar.tsx';
import { reportViewOf } from './prepare-report.ts';
import { useReport } from './use-report.ts';

const ReportView = dynamic(() => import('./ReportView.tsx').then((part) => part.ReportView), { ssr: false, loading: () => <ReportSkeleton /> });

/** A report to be read: words and blocks of one version. */
export function ReportPage({ id }: { id: string }) {
  const { search, change } = useAddress();
  const view = useMemo(() => reportViewOf(search), [search]);
  const { found, problem, news, readAgain } = useReport(id, view.version);
  const version = found?.report?.at ?? null;
  const title = version?.title;
  useEffect(() => {
    if (title) document.title = `${title} · Collapsar`;
  }, [title]);
  if (found && !found.report) return <NoReport />;
  if (!found?.report) {
    return (
      <div className="report-page">
        <h1 className="hide">Report</h1>
        {problem ? <Failure problem={problem} onAgain={readAgain} /> : <ReportSkeleton />}
      </div>
    );
  }
  const { report } = found;
  return (
    <div className="report-page">
      <ReportHead report={report} version={version} view={view} />
      {problem && <Failure problem={problem} onAgain={readAgain} />}
      {version ? (
        <ReportView key={`${report.id} ${version.number}`} report={report} version={version} view={view} onSaved={readAgain} />
      ) : (
        <div className="state">
          <b>No such version</b>
          <p>The report has versions 1 to {report.version}.</p>
        </div>
      )}
      {news && (
        <ReportNewsBar
          news={news}
          onRead={() => {
            if (view.version === null) readAgain();
            else change({ version: null });
          }}
        />
      )}
    </div>
  );
}

function ReportSkeleton() {
  return <div className="skeleton report" style={{ height: 480 }} aria-busy="true" />;
}

function NoReport() {
  return (
    <div className="panel state">
      <h1>No such report</h1>
      <p>
        It may have been deleted, or is not yours to see. <PageLink href="/reports">All reports</PageLink>
      </p>
    </div>
  );
}
