'use client';
import { PageLink } from '../frame/PageLink.tsx';
import { useRouter } from 'next/navigation';
import { type FormEvent, useId, useMemo, useState } from 'react';
import { useMay } from '../account/viewer.ts';
import { count } from '../formats/numbers.ts';
import { Dialog } from '../frame/Dialog.tsx';
import { Failure } from '../frame/Failure.tsx';
import { Switch } from '../frame/Switch.tsx';
import { useAddress } from '../frame/use-address.ts';
import { useNow } from '../frame/use-now.ts';
import { useChange } from '../graphql/use-change.ts';
import { FinalChip } from '../review/FinalChip.tsx';
import { NameAndDescription } from './NameAndDescription.tsx';
import { prepareStudyList, type StudyListRow, studyHref } from './prepare-study.ts';
import { CreateStudyDocument } from './studies-documents.ts';
import { useStudyList } from './use-study.ts';

const WHICH = [
  { value: 'use', label: 'In use' },
  { value: 'aside', label: 'Put aside' },
] as const;

/** All studies; which, and the text sought, stand in the address. */
export function StudiesPage() {
  const { search, change } = useAddress();
  const isArchived = search.get('archived') === 'yes';
  const text = search.get('text') ?? '';
  const { found, problem, readAgain } = useStudyList(text, isArchived);
  const now = useNow(60_000);
  const rows = useMemo(() => found && prepareStudyList(found.nodes, now), [found, now]);
  const mayDo = useMay();
  const [isMaking, setMaking] = useState(false);
  return (
    <div className="stack">
      <div className="row">
        <h1>Studies</h1>
        {found && <span className="muted">{found.total > found.nodes.length ? `the newest ${found.nodes.length} of ${count(found.total)}` : count(found.total)}</span>}
        <span className="grow" />
        <input type="search" className="field search" aria-label="Studies with this text" placeholder="Name or description" value={text} onChange={(event) => change({ text: event.target.value || null })} />
        <Switch label="Which studies" choices={WHICH} value={isArchived ? 'aside' : 'use'} onChange={(value) => change({ archived: value === 'aside' ? 'yes' : null })} />
        {mayDo('createStudy') && (
          <button type="button" className="btn strong" onClick={() => setMaking(true)}>
            New study
          </button>
        )}
      </div>
      <section className="panel" aria-label="Studies">
        {problem && !rows ? <Failure problem={problem} onAgain={readAgain} /> : rows === null ? <div className="body" aria-busy="true"><div className="skeleton" style={{ height: 220, margin: '4px 0' }} /></div> : rows.length === 0 ? <Nothing text={text} isArchived={isArchived} /> : <StudyTable rows={rows} />}
      </section>
      {isMaking && <NewStudyDialog onClose={() => setMaking(false)} />}
    </div>
  );
}

function Nothing({ text, isArchived }: { text: string; isArchived: boolean }) {
  return (
    <div className="state quiet">
      <b>{text ? 'No study with this text' : isArchived ? 'No study is put aside' : 'No study yet'}</b>
      <p>{text ? 'It is sought in names and descriptions.' : isArchived ? 'What is put aside takes no new runs, and stands here until somebody takes it back.' : 'A study gathers the runs of one question. It is made here, or with the first run that is launched or imported into it.'}</p>
    </div>
  );
}

function StudyTable({ rows }: { rows: readonly StudyListRow[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard
    <section className="body wide" aria-label="Table of studies" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th>Study</th>
            <th className="num">Runs</th>
            <th>How they stand</th>
            <th className="num">
              Reached
              <br />
              terminal phase
            </th>
            <th className="num">Made</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                <PageLink className="name" href={row.href}>
                  {row.name}
                </PageLink>{' '}
                {row.isFinal && <FinalChip />}
                <span className="sub clip">{row.description}</span>
              </td>
              <td className="num">{row.runs}</td>
              <td className="soft">{row.statuses}</td>
              <td className="num">{row.reached}</td>
              <td className="num nowrap muted" title={row.made.exact}>
                {row.made.text}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function NewStudyDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const { send, isBusy, problem } = useChange(CreateStudyDocument);
  const formId = useId();
  const make = async (event: FormEvent) => {
    event.preventDefault();
    const made = await send({ input: { name: name.trim(), description } });
    if (made?.study) router.push(studyHref(made.study.slug));
  };
  return (
    <Dialog
      title="A new study"
      onClose={onClose}
      actions={
        <button type="submit" form={formId} className="btn strong" disabled={isBusy || name.trim() === ''}>
          Make it
        </button>
      }
    >
      <form id={formId} className="form" onSubmit={(event) => void make(event)}>
        <NameAndDescription name={name} description={description} onName={setName} onDescription={setDescription} />
        {problem && <Failure problem={problem} />}
      </form>
    </Dialog>
  );
}
