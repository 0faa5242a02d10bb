'use client';
import { useRouter } from 'next/navigation';
import { Dialog } from '../frame/Dialog.tsx';
import { Failure } from '../frame/Failure.tsx';
import { type Change, useChange } from '../graphql/use-change.ts';
import { DeleteRunsDocument } from './change-documents.ts';
import type { Run } from './run-documents.ts';

/** Asks before a run is cancelled. */
export function CancelDialog({ run, change, onClose }: { run: Run; change: Change<{ input: { runIds: string[] } }, unknown>; onClose: () => void }) {
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

/** Asks before a run is deleted. */
export function DeleteDialog({ run, onClose }: { run: Run; onClose: () => void }) {
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
