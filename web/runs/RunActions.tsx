'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useMay } from '../account/viewer.ts';
import { Dialog } from '../frame/Dialog.tsx';
import { Failure } from '../frame/Failure.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import { type Change, useChange } from '../graphql/use-change.ts';
import { ArchiveRunsDocument, CancelRunsDocument, DeleteRunsDocument, PauseRunsDocument, ResumeRunsDocument } from './change-documents.ts';
import { EditRunDialog } from './EditRunDialog.tsx';
import { actionsOf, type OrderName } from './prepare-actions.ts';
import type { Run } from './run-documents.ts';

type Open = 'edit' | 'cancel' | 'delete' | null;

/** What can be done with a run; the page itself hears of it by its news. */
export function RunActions({ run }: { run: Run }) {
  const [open, setOpen] = useState<Open>(null);
  const mayDo = useMay();
  const { orders, canDelete, canRepeat, isArchived } = actionsOf(run);
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
      {orders.filter(({ does }) => mayDo(does)).map(({ name, word }) => (
        <button
          key={name}
          type="button"
          className="btn"
          disabled={order[name].isBusy}
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
      {mayDo('editRun') && (
        <button type="button" className="btn" onClick={() => setOpen('edit')}>
          Edit
        </button>
      )}
      {mayDo('archiveRuns') && (
        <button type="button" className="btn" disabled={archive.isBusy} onClick={() => void archive.send({ input: { ...input, isArchived: !isArchived } })}>
          {isArchived ? 'Take back' : 'Put aside'}
        </button>
      )}
      {canDelete && isArchived && mayDo('deleteRuns') && (
        <button type="button" className="btn" onClick={() => setOpen('delete')}>
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

function CancelDialog({ run, change, onClose }: { run: Run; change: Change<{ input: { runIds: string[] } }, unknown>; onClose: () => void }) {
  const cancel = async () => {
    if (await change.send({ input: { runIds: [run.id] } })) onClose();
  };
  return (
    <Dialog
      title={`Cancel "${run.name}"?`}
      onClose={onClose}
      actions={
        <button type="button" className="btn strong" disabled={change.isBusy} onClick={() => void cancel()}>
          Cancel the run
        </button>
      }
    >
      <p>It ends within seconds and cannot go on again. What it recorded stays.</p>
      {change.problem && <Failure problem={change.problem} />}
    </Dialog>
  );
}

function DeleteDialog({ run, onClose }: { run: Run; onClose: () => void }) {
  const router = useRouter();
  const { send, isBusy, problem } = useChange(DeleteRunsDocument);
  const remove = async () => {
    if (await send({ input: { runIds: [run.id] } })) router.push('/runs');
  };
  return (
    <Dialog
      title={`Delete "${run.name}" for good?`}
      onClose={onClose}
      actions={
        <button type="button" className="btn strong" disabled={isBusy} onClick={() => void remove()}>
          Delete for good
        </button>
      }
    >
      <p>Its epochs, snapshots, checkpoints and log go with it, and nothing brings them back.</p>
      {problem && <Failure problem={problem} />}
    </Dialog>
  );
}
