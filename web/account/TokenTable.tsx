'use client';
import { useState } from 'react';
import { Dialog } from '../frame/Dialog.tsx';
import { Failure } from '../frame/Failure.tsx';
import { Icon } from '../frame/Icon.tsx';
import { useChange } from '../graphql/use-change.ts';
import { RevokeTokenDocument } from './account-documents.ts';
import type { TokenRow } from './prepare-tokens.ts';

/** Tokens of one person, each with its end. */
export function TokenTable({ rows, label, onChanged }: { rows: readonly TokenRow[]; label: string; onChanged: () => void }) {
  const [ending, setEnding] = useState<TokenRow | null>(null);
  if (rows.length === 0) return <p className="muted">No token lets anybody in.</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard
    <section className="scroll-x" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th>Token</th>
            <th>May do</th>
            <th>Last used</th>
            <th>Ends</th>
            <th>
              <span className="hide">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                {row.name} {row.sign && <span className="mono muted nowrap">{row.sign}</span>}
              </td>
              <td className="soft">{row.role}</td>
              <td className="nowrap soft" title={row.used.exact}>
                {row.used.text}
              </td>
              <td className="nowrap soft" title={row.ends.exact}>
                {row.ends.isSoon && <Icon name="alert" tone="warn" isSmall />} {row.ends.text}
              </td>
              <td className="num">
                {row.canRevoke && (
                  <button type="button" className="btn plain" aria-label={`Revoke the token ${row.name}`} onClick={() => setEnding(row)}>
                    Revoke
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {ending && <RevokeDialog token={ending} onClose={() => setEnding(null)} onDone={onChanged} />}
    </section>
  );
}

function RevokeDialog({ token, onClose, onDone }: { token: TokenRow; onClose: () => void; onDone: () => void }) {
  const { send, isBusy, problem } = useChange(RevokeTokenDocument);
  const revoke = async () => {
    if (!(await send({ input: { tokenId: token.id } }))) return;
    onDone();
    onClose();
  };
  return (
    <Dialog
      title={`Revoke the token "${token.name}"?`}
      onClose={onClose}
      actions={
        <button type="button" className="btn strong" disabled={isBusy} onClick={() => void revoke()}>
          Revoke it
        </button>
      }
    >
      <p>The next request with it is refused, browsers that signed in with it are signed out, and nothing brings it back.</p>
      {problem && <Failure problem={problem} />}
    </Dialog>
  );
}
