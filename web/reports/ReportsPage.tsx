'use client';
import { useEffect, useMemo, useState } from 'react';
import { useClient } from 'urql';
import { useMay } from '../account/viewer.ts';
import { Choice } from '../comparison/Choice.tsx';
import { plural } from '../formats/names.ts';
import { ago, moment } from '../formats/times.ts';
import { Failure } from '../frame/Failure.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import { useAddress } from '../frame/use-address.ts';
import { useNow } from '../frame/use-now.ts';
import { type Problem, problemOf } from '../graphql/problem.ts';
import { useNews, useReturn } from '../graphql/use-news.ts';
import { useStart } from '../graphql/use-start.ts';
import { useThrottled } from '../runs/use-throttled.ts';
import { reportHref } from './prepare-report.ts';
import { type ReportEntry, ReportNewsDocument, type ReportsAnswer, ReportsDocument } from './report-documents.ts';

const EVERY_MS = 2_000;

/** Reports of all studies, the last changed first. */
export function ReportsPage() {
  const { search, change } = useAddress();
  const mayDo = useMay();
  const [study, text] = [search.get('study') ?? '', search.get('text') ?? ''];
  const { answer, nodes, problem, readAgain, readMore } = useReports(study || null);
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = useMemo(() => nodes.filter((report) => words.every((word) => `${report.title} ${report.study?.name ?? ''} ${report.createdBy ?? ''}`.toLowerCase().includes(word))), [nodes, words]);
  const studies = answer?.studies.nodes ?? [];
  return (
    <>
      <div className="head">
        <div className="row">
          <h1>Reports</h1>
          <span className="muted">{answer && plural(answer.reports.totalCount, 'report')}</span>
          <span className="grow" />
          {mayDo('createReport') && (
            <PageLink className="btn strong" href={`/reports/new${study ? `?study=${encodeURIComponent(study)}` : ''}`}>
              New report
            </PageLink>
          )}
        </div>
        <div className="row report-filter">
          <input type="search" className="field" aria-label="Search reports" placeholder="Title, study or author" value={text} onChange={(event) => change({ text: event.target.value || null })} />
          <Choice label="Study" value={study} choices={[{ value: '', label: 'All studies' }, ...studies.map(({ id, name }) => ({ value: id, label: name }))]} onChange={(value) => change({ study: value || null })} />
        </div>
      </div>
      <section className="panel" aria-label="Reports">
        {problem && !answer ? (
          <Failure problem={problem} onAgain={readAgain} />
        ) : !answer ? (
          <div className="skeleton" style={{ height: 240, margin: 14 }} aria-busy="true" />
        ) : shown.length === 0 ? (
          <Empty isSearch={nodes.length > 0} mayWrite={mayDo('createReport')} study={study} />
        ) : (
          <ReportList reports={shown} />
        )}
      </section>
      {answer?.reports.pageInfo.hasNextPage && (
        <p className="row report-more">
          <span className="muted">
            {nodes.length} of {answer.reports.totalCount} were read{words.length > 0 && '; the search looks at these'}.
          </span>
          <button type="button" className="btn" onClick={readMore}>
            Read more
          </button>
        </p>
      )}
    </>
  );
}

function Empty({ isSearch, mayWrite, study }: { isSearch: boolean; mayWrite: boolean; study: string }) {
  return (
    <div className="state">
      <b>{isSearch ? 'No report has these words' : 'No report yet'}</b>
      <p>{isSearch ? 'Look for fewer words, or in all studies.' : 'A report puts words and results of a study on one page, which says the same for ever: curves, values, geometry, cells of the paper’s grid, and what people said.'}</p>
      {!isSearch && mayWrite && (
        <PageLink className="btn" href={`/reports/new${study ? `?study=${encodeURIComponent(study)}` : ''}`}>
          Write the first one
        </PageLink>
      )}
    </div>
  );
}

function ReportList({ reports }: { reports: readonly ReportEntry[] }) {
  const now = useNow(60_000);
  return (
    <ul className="body report-list">
      {reports.map(({ id, title, study, version, createdBy, updatedAt }) => (
        <li key={id}>
          <PageLink className="name" href={reportHref(id)}>
            {title}
          </PageLink>
          <span className="muted">
            {[study?.name, plural(version, 'version'), createdBy && `begun by ${createdBy}`].filter(Boolean).join(' · ')} ·{' '}
            <time dateTime={updatedAt} title={moment(updatedAt)}>
              saved {ago(updatedAt, now)}
            </time>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The list, read again when a report was saved; further pages stay until then. */
function useReports(studyId: string | null) {
  const client = useClient();
  const { cursor: after, read: readStart } = useStart();
  const [state, setState] = useState<{ answer: ReportsAnswer | null; nodes: ReportEntry[]; problem: Problem | null }>({ answer: null, nodes: [], problem: null });
  const [turn, setTurn] = useState(0);
  const readAgain = () => setTurn((before) => before + 1);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn reads anew
  useEffect(() => {
    let isLeft = false;
    const read = async () => {
      const notBegun = await readStart();
      const { data, error } = notBegun ? { data: undefined, error: notBegun } : await client.query(ReportsDocument, { studyId, after: null }, { requestPolicy: 'network-only' }).toPromise();
      if (!isLeft) setState((before) => (data ? { answer: data, nodes: data.reports.nodes, problem: null } : { ...before, problem: error ? problemOf(error) : null }));
    };
    void read();
    return () => {
      isLeft = true;
    };
  }, [client, studyId, turn, readStart]);
  const readMore = async () => {
    const { data, error } = await client.query(ReportsDocument, { studyId, after: state.answer?.reports.pageInfo.endCursor ?? null }, { requestPolicy: 'network-only' }).toPromise();
    setState((before) => (data ? { answer: data, nodes: [...before.nodes, ...data.reports.nodes], problem: null } : { ...before, problem: error ? problemOf(error) : null }));
  };
  const soon = useThrottled(readAgain, EVERY_MS);
  useNews(ReportNewsDocument, { studyId, after }, ({ reviewChanged }) => reviewChanged.kind === 'review.report' && soon(), after !== null);
  useReturn(readAgain);
  return { ...state, readAgain, readMore: () => void readMore() };
}
