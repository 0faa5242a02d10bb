'use client';
import { type FormEvent, useState } from 'react';
import { Failure } from '../frame/Failure.tsx';
import { useChange } from '../graphql/use-change.ts';
import { KindsField } from './KindsField.tsx';
import type { WebhookCard } from './prepare-webhooks.ts';
import { UpdateWebhookDocument } from './webhooks-documents.ts';

/** Another address, or other kinds; the secret stays. */
export function ChangeWebhook({ card, onClose, onChanged }: { card: WebhookCard; onClose: () => void; onChanged: () => void }) {
  const [url, setUrl] = useState(card.url);
  const [kinds, setKinds] = useState(card.kinds);
  const { send, isBusy, problem } = useChange(UpdateWebhookDocument);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await send({ input: { webhookId: card.id, url: url.trim(), kinds: [...kinds] } }))) return;
    onChanged();
    onClose();
  };
  return (
    <form className="form" aria-label={`Change the webhook to ${card.host}`} onSubmit={(event) => void save(event)}>
      <label>
        <span className="label">Address, of an allowed host</span>
        <input required type="url" maxLength={2000} value={url} autoComplete="off" aria-invalid={problem?.field === 'url'} onChange={(event) => setUrl(event.target.value)} />
      </label>
      <KindsField kinds={kinds} onChange={setKinds} />
      <div className="row">
        <button type="submit" className="btn strong" disabled={isBusy || url.trim() === '' || kinds.length === 0}>
          Save
        </button>
        <button type="button" className="btn plain" onClick={onClose}>
          Leave it
        </button>
      </div>
      {problem && <Failure problem={problem} />}
    </form>
  );
}
