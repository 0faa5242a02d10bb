'use client';
import { Failure } from '../frame/Failure.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import { useAnswer } from '../graphql/use-answer.ts';
import { reportHref } from './prepare-report.ts';
import { ReportsDocument } from './report-documents.ts';

interface AddBlockProps {
  studyId: string;
  /** the block as the address has it */
  asked: string;
  onNew: () => void;
}

/** To which report a block that was made elsewhere is added. */
export function AddBlock({ studyId, asked, onNew }: AddBlockProps) {
  const { data, problem, readAgain } = useAnswer(ReportsDocument, { studyId, after: null }, 0);
  if (problem && !data) return <Failure problem={problem} onAgain={readAgain} />;
  return (
    <section className="panel" aria-labelledby="add-title">
      <header>
        <h1 id="add-title">Add to a report</h1>
      </header>
      <div className="body">
        <button type="button" className="btn strong" onClick={onNew}>
          A new report
        </button>
      </div>
      {data ? (
        <ul className="body report-list">
          {data.reports.nodes.map(({ id, title }) => (
            <li key={id}>
              <PageLink className="name" href={`${reportHref(id)}/edit?${new URLSearchParams({ block: asked })}`}>
                {title}
              </PageLink>
            </li>
          ))}
        </ul>
      ) : (
        <div className="skeleton" style={{ height: 120, margin: 14 }} aria-busy="true" />
      )}
    </section>
  );
}
