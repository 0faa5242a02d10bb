'use client';
import { type FormEvent, useState } from 'react';
import { Failure } from '../frame/Failure.tsx';
import { useChange } from '../graphql/use-change.ts';
import type { StudyName } from '../studies/study-documents.ts';
import { KindsField } from './KindsField.tsx';
import { CreateWebhookDocument, type WebhookKind } from './webhooks-documents.ts';

interface NewWebhookProps {
  studies: readonly StudyName[];
  /** the study that the page is about; null: all */
  studyId: string | null;
  onMade: () => void;
  /** the secret, to be shown once */
  onSecret: (secret: { title: string; text: string }) => void;
}

/** Address, study, and what is told. */
export function NewWebhook({ studies, studyId, onMade, onSecret }: NewWebhookProps) {
  const [url, setUrl] = useState('');
  const [study, setStudy] = useState(studyId ?? '');
  const [kinds, setKinds] = useState<readonly WebhookKind[]>(['RUN_COMPLETED', 'RUN_FAILED', 'RUN_DIVERGED']);
  const { send, isBusy, problem } = useChange(CreateWebhookDocument);
  const make = async (event: FormEvent) => {
    event.preventDefault();
    const made = await send({ input: { url: url.trim(), studyId: study === '' ? null : study, kinds: [...kinds] } });
    if (!made) return;
    if (made.secret) onSecret({ title: `The secret for ${new URL(url.trim()).host}`, text: made.secret });
    setUrl('');
    onMade();
  };
  return (
    <section className="panel" aria-labelledby="new-webhook">
      <header>
        <h2 id="new-webhook">A new webhook</h2>
      </header>
      <form className="body form" onSubmit={(event) => void make(event)}>
        <div className="inline-form">
          <label className="grow">
            <span className="label">Address, of an allowed host</span>
            <input required type="url" maxLength={2000} placeholder="https://hooks.example.org/collapsar" value={url} autoComplete="off" aria-invalid={problem?.field === 'url'} onChange={(event) => setUrl(event.target.value)} />
          </label>
          <label>
            <span className="label">Study</span>
            <select value={study} onChange={(event) => setStudy(event.target.value)}>
              <option value="">all studies</option>
              {studies.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        </div>
        <KindsField kinds={kinds} onChange={setKinds} />
        <div className="row">
          <button type="submit" className="btn strong" disabled={isBusy || url.trim() === '' || kinds.length === 0}>
            Make webhook
          </button>
        </div>
        {problem && <Failure problem={problem} />}
      </form>
    </section>
  );
}
