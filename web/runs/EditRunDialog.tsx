'use client';
import { useState } from 'react';
import { FormDialog } from '../frame/FormDialog.tsx';
import { useChange } from '../graphql/use-change.ts';
import { EditRunDocument, TagRunsDocument } from './change-documents.ts';
import { tagChange, tagsIn } from './prepare-tags.ts';
import type { Run } from './run-documents.ts';

/** Name, tags and note of a run. */
export function EditRunDialog({ run, onClose }: { run: Run; onClose: () => void }) {
  const [name, setName] = useState(run.name);
  const [tags, setTags] = useState(run.tags.join(', '));
  const [note, setNote] = useState(run.note);
  const edit = useChange(EditRunDocument);
  const tag = useChange(TagRunsDocument);
  const save = async () => {
    const { add, remove } = tagChange(run.tags, tagsIn(tags));
    // tags first: they need no version, and editing afterwards would be refused for one that they had raised
    const isEdited = name !== run.name || note !== run.note;
    if (isEdited && !(await edit.send({ input: { runId: run.id, name, note, expectedVersion: run.version } }))) return;
    if (add.length + remove.length > 0 && !(await tag.send({ input: { runIds: [run.id], add, remove } }))) return;
    onClose();
  };
  return (
    <FormDialog title="Name, tags and note" isBusy={edit.isBusy || tag.isBusy} problem={edit.problem ?? tag.problem} onSave={() => void save()} onClose={onClose}>
      <label>
        <span className="label">Name</span>
        <input required maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />
      </label>
      <label>
        <span className="label">Tags, separated by commas</span>
        <input value={tags} onChange={(event) => setTags(event.target.value)} />
      </label>
      <label>
        <span className="label">Note, in Markdown</span>
        <textarea rows={6} maxLength={10_000} value={note} onChange={(event) => setNote(event.target.value)} />
      </label>
    </FormDialog>
  );
}
