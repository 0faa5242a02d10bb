'use client';
import { Dialog } from '../frame/Dialog.tsx';
import { Failure } from '../frame/Failure.tsx';
import { useAddress } from '../frame/use-address.ts';
import { useChange } from '../graphql/use-change.ts';
import { VIEW_NAME } from './prepare-views.ts';
import { DeleteSavedViewDocument, type SavedViewEntry } from './view-documents.ts';

/** Asks before a view is gone for good. */
export function DeleteViewDialog({ view, onClose, onDeleted }: { view: SavedViewEntry; onClose: () => void; onDeleted: () => void }) {
  const { send, isBusy, problem } = useChange(DeleteSavedViewDocument);
  const { change } = useAddress();
  const remove = async () => {
    if (!(await send({ input: { viewId: view.id } }))) return;
    onDeleted();
    onClose();
    change({ [VIEW_NAME]: null });
  };
  return (
    <Dialog
      title={`Delete the view "${view.name}"?`}
      onClose={onClose}
      actions={
        <button type="button" className="btn strong" disabled={isBusy} onClick={() => void remove()}>
          Delete it
        </button>
      }
    >
      <p>{view.isShared ? 'It is gone for everybody. ' : ''}The page stays as it is shown now; links that carry its settings go on working.</p>
      {problem && <Failure problem={problem} />}
    </Dialog>
  );
}
