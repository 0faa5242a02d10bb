'use client';
import { KINDS } from './prepare-webhooks.ts';
import type { WebhookKind } from './webhooks-documents.ts';

/** What a webhook is told of, at least one kind. */
export function KindsField({ kinds, onChange }: { kinds: readonly WebhookKind[]; onChange: (kinds: readonly WebhookKind[]) => void }) {
  return (
    <fieldset className="webhook-kinds">
      <legend className="label">Told when</legend>
      {KINDS.map(({ value, word }) => (
        <label key={value} className="radio">
          <input type="checkbox" checked={kinds.includes(value)} onChange={(event) => onChange(event.target.checked ? [...kinds, value] : kinds.filter((kind) => kind !== value))} />
          {word}
        </label>
      ))}
      {kinds.length === 0 && <span className="hint">Choose at least one.</span>}
    </fieldset>
  );
}
