'use client';
import { type FormEvent, useState } from 'react';
import { Failure } from '../frame/Failure.tsx';
import { RevokeDialog } from '../frame/RevokeDialog.tsx';
import { WideTable } from '../frame/WideTable.tsx';
import { useChange } from '../graphql/use-change.ts';
import type { HostRow } from './prepare-webhooks.ts';
import { AllowWebhookHostDocument, RemoveWebhookHostDocument } from './webhooks-documents.ts';

const HEADS = (
  <>
    <th>Host</th>
    <th>Networks</th>
    <th>Used by</th>
    <th>Allowed</th>
    <th>
      <span className="hide">Actions</span>
    </th>
  </>
);

/** Where anything may be sent at all. */
export function HostsPanel({ hosts, onChanged }: { hosts: readonly HostRow[]; onChanged: () => void }) {
  const [leaving, setLeaving] = useState<HostRow | null>(null);
  return (
    <section className="panel" aria-labelledby="webhook-hosts">
      <header>
        <h2 id="webhook-hosts">Allowed hosts</h2>
        <span className="fig">nothing is sent to any other</span>
      </header>
      <div className="body stack">
        {hosts.length === 0 && <p className="muted">None so far.</p>}
        {hosts.length > 0 && (
          <WideTable isInset label="Table of allowed hosts" heads={HEADS}>
            {hosts.map((row) => (
              <tr key={row.host}>
                <td className="mono">{row.host}</td>
                <td className="soft nowrap">{row.network}</td>
                <td className="soft nowrap">{row.use}</td>
                <td className="soft nowrap" title={row.at.exact}>
                  by {row.by}, {row.at.text}
                </td>
                <td className="num">
                  <button type="button" className="btn plain" aria-label={`Remove ${row.host}`} onClick={() => setLeaving(row)}>
                    Remove
                  </button>
                </td>
              </tr>
            ))}
          </WideTable>
        )}
        <AllowHost onAllowed={onChanged} />
      </div>
      {leaving && (
        <RevokeDialog
          title={`Take ${leaving.host} off the list?`}
          text="Nothing is sent there any more, and what waits for it is given up. Its webhooks stay, and say so."
          word="Remove it"
          document={RemoveWebhookHostDocument}
          variables={{ input: { host: leaving.host } }}
          onClose={() => setLeaving(null)}
          onDone={onChanged}
        />
      )}
    </section>
  );
}

function AllowHost({ onAllowed }: { onAllowed: () => void }) {
  const [host, setHost] = useState('');
  const [allowsPrivate, setAllowsPrivate] = useState(false);
  const { send, isBusy, problem } = useChange(AllowWebhookHostDocument);
  const allow = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await send({ input: { host: host.trim(), allowsPrivate } }))) return;
    setHost('');
    setAllowsPrivate(false);
    onAllowed();
  };
  return (
    <>
      <form className="form inline-form" aria-label="Allow a host" onSubmit={(event) => void allow(event)}>
        <label className="grow">
          <span className="label">Host, with its port where it is not 443</span>
          <input required maxLength={260} placeholder="hooks.example.org" value={host} autoComplete="off" spellCheck={false} aria-invalid={problem?.field === 'host'} onChange={(event) => setHost(event.target.value)} />
        </label>
        <label className="radio">
          <input type="checkbox" checked={allowsPrivate} onChange={(event) => setAllowsPrivate(event.target.checked)} />
          It may lie in a private network
        </label>
        <button type="submit" className="btn" disabled={isBusy || host.trim() === ''}>
          Allow
        </button>
      </form>
      {problem && <Failure problem={problem} />}
    </>
  );
}
