'use client';
import { useEffect, useState } from 'react';
import { ForThoseWhoMay } from '../account/ForThoseWhoMay.tsx';
import { Failure } from '../frame/Failure.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import { useAddress } from '../frame/use-address.ts';
import { useAnswer } from '../graphql/use-answer.ts';
import { StudyNamesDocument } from '../studies/study-documents.ts';
import { AddBlock } from './AddBlock.tsx';
import { fenceOf, readQuestion } from './blocks.ts';
import { PickField } from './FormFields.tsx';
import { ReportEditor } from './ReportEditor.tsx';
import { StudyHeadDocument } from './report-documents.ts';
import { useReport } from './use-report.ts';

/** A new report in a study; `block` in the address is a block that it begins with. */
export function NewReportPage() {
  const { search, change } = useAddress();
  // held: the address becomes that of the report once it is saved
  const [study, setStudy] = useState(search.get('study'));
  const [asked] = useState(search.get('block'));
  const [isNew, setNew] = useState(false);
  const choose = (id: string) => {
    setStudy(id);
    change({ study: id });
  };
  return (
    <ForThoseWhoMay mutation="createReport" doing="Writing reports" title="New report">
      {!study ? <ChooseStudy onChoose={choose} /> : asked !== null && !isNew ? <AddBlock studyId={study} asked={asked} onNew={() => setNew(true)} /> : <NewReport studyId={study} asked={asked} />}
    </ForThoseWhoMay>
  );
}

/** The fence of a block that an address brings; null where it brings none that can be read. */
function fenceIn(asked: string | null): string | null {
  const question = asked === null ? null : readQuestion(asked);
  return question && fenceOf(question);
}

function NewReport({ studyId, asked }: { studyId: string; asked: string | null }) {
  const { data, problem, readAgain } = useAnswer(StudyHeadDocument, { id: studyId }, 0);
  const [beginning] = useState({ studyId, reportId: null, version: null, added: fenceIn(asked) });
  if (!data?.study) return <Wait problem={problem} onAgain={readAgain} title="New report" />;
  return <ReportEditor beginning={beginning} study={data.study} news={null} />;
}

function ChooseStudy({ onChoose }: { onChoose: (id: string) => void }) {
  const { data, problem, readAgain } = useAnswer(StudyNamesDocument, {}, 0);
  if (!data) return <Wait problem={problem} onAgain={readAgain} title="New report" />;
  const studies = data.studies.edges.map(({ node }) => node).filter(({ archivedAt }) => archivedAt === null);
  return (
    <div className="panel state">
      <h1>New report</h1>
      {studies.length === 0 ? (
        <p>
          A report is of one study, and there is none so far. <PageLink href="/studies">Studies</PageLink>
        </p>
      ) : (
        <>
          <p>A report is of one study and shows runs of no other.</p>
          <PickField label="Study" choices={[{ value: '', label: 'choose' }, ...studies.map(({ id, name }) => ({ value: id, label: name }))]} value="" onChange={onChoose} />
        </>
      )}
    </div>
  );
}

/** The newest version of a report, to be changed. */
export function EditReportPage({ id }: { id: string }) {
  return (
    <ForThoseWhoMay mutation="updateReport" doing="Changing reports" title="Edit the report">
      <EditReport id={id} />
    </ForThoseWhoMay>
  );
}

function EditReport({ id }: { id: string }) {
  const { search, change } = useAddress();
  const [added] = useState(() => fenceIn(search.get('block')));
  // it is in the text now, and not once more after a reload
  useEffect(() => {
    if (search.get('block') !== null) change({ block: null });
  }, [search, change]);
  const { found, problem, news, readAgain } = useReport(id, null);
  const [report, version] = [found?.report, found?.report?.at];
  if (found && !report) return <NoSuch />;
  if (!report || !version || !report.study) return <Wait problem={problem} onAgain={readAgain} title="Edit the report" />;
  return <ReportEditor beginning={{ studyId: report.study.id, reportId: id, version, added }} study={report.study} news={news} />;
}

function Wait({ problem, onAgain, title }: { problem: React.ComponentProps<typeof Failure>['problem'] | null; onAgain: () => void; title: string }) {
  return (
    <>
      <h1 className="hide">{title}</h1>
      {problem ? <Failure problem={problem} onAgain={onAgain} /> : <div className="skeleton" style={{ height: 480 }} aria-busy="true" />}
    </>
  );
}

function NoSuch() {
  return (
    <div className="panel state">
      <h1>No such report</h1>
      <p>
        It may have been deleted, or is not yours to see. <PageLink href="/reports">All reports</PageLink>
      </p>
    </div>
  );
}
