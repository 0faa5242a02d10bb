'use client';
import { useId } from 'react';
import { Failure } from '../frame/Failure.tsx';
import { useAnswer } from '../graphql/use-answer.ts';
import { StudyThreadsDocument, type ThreadChoice } from './report-documents.ts';

/** What was said in the study, the newest first; one of it. */
export function ThreadField({ studyId, chosen, onChange }: { studyId: string; chosen: string; onChange: (thread: string) => void }) {
  const group = useId();
  const { data, problem, readAgain } = useAnswer(StudyThreadsDocument, { studyId }, 0);
  const threads = [...(data?.threads.nodes ?? [])].reverse();
  return (
    <fieldset className="report-field">
      <legend>Discussion</legend>
      {problem && !data && <Failure problem={problem} onAgain={readAgain} />}
      {!data && !problem && <div className="skeleton" style={{ height: 120 }} aria-busy="true" />}
      {data && threads.length === 0 && <p className="muted">Nobody has left a note in this study. Notes are left in the charts of a run.</p>}
      <ul className="report-choices">
        {threads.map((thread) => (
          <li key={thread.id}>
            <label>
              <input type="radio" name={group} checked={thread.id === chosen} onChange={() => onChange(thread.id)} />
              <span>
                {beginOf(thread)}
                <span className="sub">{placeOf(thread)}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      {data && data.threads.totalCount > threads.length && <p className="fig">The newest {threads.length} of {data.threads.totalCount}.</p>}
    </fieldset>
  );
}

const beginOf = ({ comments }: ThreadChoice) => {
  const said = comments.nodes[0];
  const words = said?.body.replace(/\s+/g, ' ').trim() || 'taken back';
  return `${said?.author?.name ? `${said.author.name}: ` : ''}${words.length > 90 ? `${words.slice(0, 88)}…` : words}`;
};

function placeOf({ number, runName, anchor }: ThreadChoice): string {
  const epoch = anchor?.fromEpoch == null ? null : `epoch ${anchor.fromEpoch}`;
  return [`note ${number}`, runName, anchor?.metric, epoch].filter(Boolean).join(' · ');
}
