'use client';
import { PageLink } from '../../frame/PageLink.tsx';
import { type FormEvent, useId, useState } from 'react';
import { useMay } from '../../account/viewer.ts';
import { count } from '../../formats/numbers.ts';
import { plural } from '../../formats/names.ts';
import { Dialog } from '../../frame/Dialog.tsx';
import { Failure } from '../../frame/Failure.tsx';
import type { Change } from '../../graphql/use-change.ts';
import { useChange } from '../../graphql/use-change.ts';
import { ArchiveRunsDocument, TagRunsDocument } from '../change-documents.ts';
import { tagsIn } from '../prepare-tags.ts';
import { chunked, finalReason, MOST_COMPARED } from './prepare-selection.ts';
import type { TableEntry } from './table-entry.ts';
import type { Selection } from './use-selection.ts';

/** What can be done with the chosen runs; rises from the bottom edge. */
export function SelectionTray({ selection, entries, isArchived, onDone }: { selection: Selection; entries: readonly TableEntry[]; isArchived: boolean; onDone: () => void }) {
  const [isTagging, setTagging] = useState(false);
  const mayDo = useMay();
  const archive = useChange(ArchiveRunsDocument);
  const ids = [...selection.ids];
  if (ids.length === 0) return null;
  const putAside = async () => {
    if (!(await sendAll(ids, archive, (runIds) => ({ input: { runIds, isArchived: !isArchived } })))) return;
    selection.clear();
    onDone();
  };
  const closed = finalReason(ids, entries);
  const tooMany = ids.length > MOST_COMPARED;
  return (
    <section className="tray" aria-label="Chosen runs">
      <b aria-live="polite">{count(ids.length)} chosen</b>
      {tooMany ? (
        <span className="muted" title={`At most ${MOST_COMPARED} runs can be compared`}>
          Compare: at most {MOST_COMPARED}
        </span>
      ) : (
        <PageLink className="btn strong" href={`/compare?runs=${ids.map(encodeURIComponent).join(',')}`}>
          Compare
        </PageLink>
      )}
      {mayDo('tagRuns') && (
        <button type="button" className="btn" disabled={closed !== null} title={closed ?? undefined} onClick={() => setTagging(true)}>
          Tag
        </button>
      )}
      {mayDo('archiveRuns') && (
        <button type="button" className="btn" disabled={archive.isBusy || closed !== null} title={closed ?? undefined} onClick={() => void putAside()}>
          {isArchived ? 'Take back' : 'Put aside'}
        </button>
      )}
      {closed && (mayDo('tagRuns') || mayDo('archiveRuns')) && <span className="muted">{closed}</span>}
      <span className="grow" />
      <button type="button" className="btn plain" onClick={selection.clear}>
        Let go
      </button>
      {archive.problem && <Failure problem={archive.problem} />}
      {isTagging && <TagDialog ids={ids} onClose={() => setTagging(false)} />}
    </section>
  );
}

/** A change of many runs, a hundred at a time; gives whether all of it was done. */
async function sendAll<V>(ids: readonly string[], change: Change<V, unknown>, variables: (runIds: string[]) => V): Promise<boolean> {
  for (const runIds of chunked(ids, 100)) {
    if (!(await change.send(variables(runIds)))) return false;
  }
  return true;
}

function TagDialog({ ids, onClose }: { ids: readonly string[]; onClose: () => void }) {
  const [add, setAdd] = useState('');
  const [remove, setRemove] = useState('');
  const change = useChange(TagRunsDocument);
  const formId = useId();
  const tags = { add: tagsIn(add), remove: tagsIn(remove) };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (await sendAll(ids, change, (runIds) => ({ input: { runIds, ...tags } }))) onClose();
  };
  return (
    <Dialog
      title={`Tag ${plural(ids.length, 'run')}`}
      onClose={onClose}
      actions={
        <button type="submit" form={formId} className="btn strong" disabled={change.isBusy || tags.add.length + tags.remove.length === 0}>
          Tag
        </button>
      }
    >
      <form id={formId} className="form" onSubmit={(event) => void send(event)}>
        <label>
          <span className="label">Tags to give, separated by commas</span>
          <input value={add} onChange={(event) => setAdd(event.target.value)} />
        </label>
        <label>
          <span className="label">Tags to take away</span>
          <input value={remove} onChange={(event) => setRemove(event.target.value)} />
        </label>
        {change.problem && <Failure problem={change.problem} />}
      </form>
    </Dialog>
  );
}
