'use client';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useMay } from '../account/viewer.ts';
import { Failure } from '../frame/Failure.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import { type Change, useChange } from '../graphql/use-change.ts';
import { addHref, blockOfRun } from '../reports/add-to-report.ts';
import { ArchiveRunsDocument, CancelRunsDocument, PauseRunsDocument, ResumeRunsDocument } from './change-documents.ts';
import { actionsOf, type OrderName } from './prepare-actions.ts';
import type { Run } from './run-documents.ts';

const EditRunDialog = dynamic(() => import('./EditRunDialog.tsx').then((part) => part.EditRunDialog), { ssr: false });
const CancelDialog = dynamic(() => import('./EndRunDialogs.tsx').then((part) => part.CancelDialog), { ssr: false });
const DeleteDialog = dynamic(() => import('./EndRunDialogs.tsx').then((part) => part.DeleteDialog), { ssr: false });

type Open = 'edit' | 'cancel' | 'delete' | null;

/** What can be done with a run; the page itself hears of it by its news. */
export function RunActions({ run }: { run: Run }) {
  const [open, setOpen] = useState<Open>(null);
  const mayDo = useMay();
  const { orders, canDelete, canRepeat, isArchived, frozen } = actionsOf(run);
  const whyNot = frozen ?? undefined;
  const order: Record<OrderName, Change<{ input: { runIds: string[] } }, unknown>> = {
    pause: useChange(PauseRunsDocument),
    resume: useChange(ResumeRunsDocument),
    cancel: useChange(CancelRunsDocument),
  };
  const archive = useChange(ArchiveRunsDocument);
  const input = { runIds: [run.id] };
  const close = () => setOpen(null);
  const problem = order.pause.problem ?? order.resume.problem ?? archive.problem;
  return (
    <div className="row tight actions">
      {frozen && mayDo('editRun') && <span className="muted small">{frozen}</span>}
      {orders.filter(({ does }) => mayDo(does)).map(({ name, word }) => (
        <button
          key={name}
          type="button"
          className="btn"
          disabled={order[name].isBusy || frozen !== null}
          title={whyNot}
          onClick={() => (name === 'cancel' ? setOpen('cancel') : void order[name].send({ input }))}
        >
          {word}
        </button>
      ))}
      {canRepeat && mayDo('launchRuns') && (
        <PageLink className="btn" href={`/launch?repeat=${run.id}`}>
          Repeat
        </PageLink>
      )}
      {run.study && mayDo('createReport') && (
        <PageLink className="btn" href={addHref(run.study.id, blockOfRun(run))}>
          Add to a report
        </PageLink>
      )}
      {mayDo('editRun') && (
        <button type="button" className="btn" disabled={frozen !== null} title={whyNot} onClick={() => setOpen('edit')}>
          Edit
        </button>
      )}
      {mayDo('archiveRuns') && (
        <button type="button" className="btn" disabled={archive.isBusy || frozen !== null} title={whyNot} onClick={() => void archive.send({ input: { ...input, isArchived: !isArchived } })}>
          {isArchived ? 'Take back' : 'Put aside'}
        </button>
      )}
      {canDelete && isArchived && mayDo('deleteRuns') && (
        <button type="button" className="btn" disabled={frozen !== null} title={whyNot} onClick={() => setOpen('delete')}>
          Delete
        </button>
      )}
      {problem && <Failure problem={problem} />}
      {open === 'edit' && <EditRunDialog run={run} onClose={close} />}
      {open === 'cancel' && <CancelDialog run={run} change={order.cancel} onClose={close} />}
      {open === 'delete' && <DeleteDialog run={run} onClose={close} />}
    </div>
  );
}
