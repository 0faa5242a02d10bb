'use client';
import { useRouter } from 'next/navigation';
import { type FormEvent, useId, useState } from 'react';
import { useMay } from '../account/viewer.ts';
import { plural } from '../formats/names.ts';
import { Dialog } from '../frame/Dialog.tsx';
import { Failure } from '../frame/Failure.tsx';
import { useChange } from '../graphql/use-change.ts';
import { EditStudyDialog } from './EditStudyDialog.tsx';
import { ArchiveStudyDocument, DeleteStudyDocument, type StudyEntry } from './studies-documents.ts';

/** What can be done with a study. A guest of a share link takes nothing of it away. */
export function StudyActions({ study, isGuest, onChanged }: { study: StudyEntry; isGuest: boolean; onChanged: () => void }) {
  const mayDo = useMay();
  const [open, setOpen] = useState<'edit' | 'delete' | null>(null);
  const archive = useChange(ArchiveStudyDocument);
  const isArchived = study.archivedAt !== null;
  const close = () => setOpen(null);
  const putAside = async () => {
    if (await archive.send({ input: { studyId: study.id, isArchived: !isArchived } })) onChanged();
  };
  return (
    <div className="row tight actions">
      {!isGuest && (
        <a className="btn" href={`/export/studies/${encodeURIComponent(study.id)}.tar`} download title="All that is recorded of it, to be imported elsewhere">
          Save as an archive
        </a>
      )}
      {mayDo('editStudy') && (
        <button type="button" className="btn" onClick={() => setOpen('edit')}>
          Edit
        </button>
      )}
      {mayDo('archiveStudy') && (
        <button type="button" className="btn" disabled={archive.isBusy} onClick={() => void putAside()}>
          {isArchived ? 'Take back' : 'Put aside'}
        </button>
      )}
      {isArchived && mayDo('deleteStudy') && (
        <button type="button" className="btn" onClick={() => setOpen('delete')}>
          Delete
        </button>
      )}
      {archive.problem && <Failure problem={archive.problem} />}
      {open === 'edit' && <EditStudyDialog study={study} onClose={close} onChanged={onChanged} />}
      {open === 'delete' && <DeleteStudyDialog study={study} onClose={close} />}
    </div>
  );
}

function DeleteStudyDialog({ study, onClose }: { study: StudyEntry; onClose: () => void }) {
  const router = useRouter();
  const [typed, setTyped] = useState('');
  const { send, isBusy, problem } = useChange(DeleteStudyDocument);
  const formId = useId();
  const remove = async (event: FormEvent) => {
    event.preventDefault();
    if (typed === study.slug && (await send({ input: { studyId: study.id } }))) router.push('/studies?archived=yes');
  };
  return (
    <Dialog
      title={`Delete "${study.name}" for good?`}
      onClose={onClose}
      actions={
        <button type="submit" form={formId} className="btn strong" disabled={isBusy || typed !== study.slug}>
          Delete for good
        </button>
      }
    >
      <form id={formId} className="form" onSubmit={(event) => void remove(event)}>
        <p>
          {study.runCount === 0 ? 'It has no run.' : `Its ${plural(study.runCount, 'run')} and all that was recorded of them go with it`}
          {study.runCount === 0 ? ' ' : ', and nothing brings them back. Save it as an archive first if somebody may want it. '}
        </p>
        <label>
          <span className="label">
            To go on, type its short name, <span className="mono">{study.slug}</span>
          </span>
          <input value={typed} autoComplete="off" spellCheck={false} onChange={(event) => setTyped(event.target.value)} />
        </label>
        {problem && <Failure problem={problem} />}
      </form>
    </Dialog>
  );
}
