'use client';
import { type FormEvent, useId, useState } from 'react';
import { Dialog } from '../frame/Dialog.tsx';
import { Failure } from '../frame/Failure.tsx';
import { useChange } from '../graphql/use-change.ts';
import { EditStudyDocument, type StudyEntry } from './studies-documents.ts';

/** Name and description. Where somebody else changed them meanwhile nothing is lost: both stand there, and a person decides. */
export function EditStudyDialog({ study, onClose, onChanged }: { study: StudyEntry; onClose: () => void; onChanged: () => void }) {
  // what was read when the window opened: the page behind it goes on reading
  const [base, setBase] = useState(study);
  const [name, setName] = useState(study.name);
  const [description, setDescription] = useState(study.description);
  const { send, isBusy, problem, forget } = useChange(EditStudyDocument);
  const formId = useId();
  const isConflict = problem?.code === 'CONFLICT';
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (await send({ input: { studyId: study.id, name: name.trim(), description, expectedVersion: base.version } })) onClose();
    onChanged();
  };
  const takeTheirs = () => {
    setBase(study);
    setName(study.name);
    setDescription(study.description);
    forget();
  };
  const keepMine = () => {
    setBase(study);
    forget();
  };
  return (
    <Dialog
      title="Name and description"
      onClose={onClose}
      actions={
        <button type="submit" form={formId} className="btn strong" disabled={isBusy || isConflict || name.trim() === ''}>
          Save
        </button>
      }
    >
      <form id={formId} className="form" onSubmit={(event) => void save(event)}>
        <label>
          <span className="label">Name</span>
          <input required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
        </label>
        <label>
          <span className="label">What it is about</span>
          <textarea rows={8} maxLength={10_000} value={description} onChange={(event) => setDescription(event.target.value)} />
        </label>
        {isConflict ? <Conflict study={study} isRead={study.version > base.version} onMine={keepMine} onTheirs={takeTheirs} /> : problem && <Failure problem={problem} />}
      </form>
    </Dialog>
  );
}

function Conflict({ study, isRead, onMine, onTheirs }: { study: StudyEntry; isRead: boolean; onMine: () => void; onTheirs: () => void }) {
  return (
    <div className="conflict" role="alert">
      <b>Somebody else changed this study while you wrote.</b>
      <p>Nothing was saved so far; your text is still above. It now says:</p>
      {isRead ? (
        <blockquote>
          <b>{study.name}</b>
          <br />
          {study.description || 'no description'}
        </blockquote>
      ) : (
        <div className="skeleton" style={{ height: 48 }} />
      )}
      <div className="row">
        <button type="button" className="btn" disabled={!isRead} onClick={onMine}>
          Go on with mine
        </button>
        <button type="button" className="btn" disabled={!isRead} onClick={onTheirs}>
          Take theirs
        </button>
      </div>
    </div>
  );
}
