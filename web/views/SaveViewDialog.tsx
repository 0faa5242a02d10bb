'use client';
import { useState } from 'react';
import { useMay } from '../account/viewer.ts';
import { FormDialog } from '../frame/FormDialog.tsx';
import { useAddress } from '../frame/use-address.ts';
import { useChange } from '../graphql/use-change.ts';
import { VIEW_NAME, stateOf } from './prepare-views.ts';
import { CreateSavedViewDocument, EditSavedViewDocument, type SavedViewEntry } from './view-documents.ts';

interface SaveViewDialogProps {
  page: string;
  search: string;
  suggestion: string;
  /** the view whose name and readers change; left out: a new one */
  view?: SavedViewEntry;
  onClose: () => void;
  onSaved: () => void;
}

/** Name of a view, and for whom it is. */
export function SaveViewDialog({ page, search, suggestion, view, onClose, onSaved }: SaveViewDialogProps) {
  const [name, setName] = useState(suggestion);
  const [isShared, setShared] = useState(view?.isShared ?? false);
  const mayShare = useMay()('shareView');
  const { change } = useAddress();
  const create = useChange(CreateSavedViewDocument);
  const edit = useChange(EditSavedViewDocument);
  const save = async () => {
    const answer = view
      ? await edit.send({ input: { viewId: view.id, name, isShared, expectedVersion: view.version } })
      : await create.send({ input: { page, name, isShared, state: { search: stateOf(search) } } });
    if (!answer?.view) return;
    onSaved();
    onClose();
    change({ [VIEW_NAME]: answer.view.id });
  };
  return (
    <FormDialog title={view ? 'Rename or share' : 'Save this view'} isBusy={create.isBusy || edit.isBusy} problem={create.problem ?? edit.problem} onSave={() => void save()} onClose={onClose}>
      <label>
        <span className="label">Name</span>
        <input required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
      </label>
      {mayShare && <fieldset className="plain-set">
        <legend className="label">For whom</legend>
        <label className="radio">
          <input type="radio" name="readers" checked={!isShared} onChange={() => setShared(false)} />
          Only me
        </label>
        <label className="radio">
          <input type="radio" name="readers" checked={isShared} onChange={() => setShared(true)} />
          All who see this record
        </label>
      </fieldset>}
      <p className="hint">{view ? 'What it shows stays as it was saved.' : 'It keeps what is in the address of this page: what is chosen, not its numbers.'}</p>
    </FormDialog>
  );
}
