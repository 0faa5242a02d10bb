'use client';
import { useState } from 'react';
import { Icon } from '../frame/Icon.tsx';
import { RevokeDialog } from '../frame/RevokeDialog.tsx';
import { WideTable } from '../frame/WideTable.tsx';
import { RevokeTokenDocument } from './account-documents.ts';
import type { TokenRow } from './prepare-tokens.ts';

const HEADS = (
  <>
    <th>Token</th>
    <th>May do</th>
    <th>Last used</th>
    <th>Ends</th>
    <th>
      <span className="hide">Actions</span>
    </th>
  </>
);

/** Tokens of one person, each with its end. */
export function TokenTable({ rows, label, onChanged }: { rows: readonly TokenRow[]; label: string; onChanged: () => void }) {
  const [ending, setEnding] = useState<TokenRow | null>(null);
  if (rows.length === 0) return <p className="muted">No token lets anybody in.</p>;
  return (
    <>
      <WideTable isInset label={label} heads={HEADS}>
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
      </WideTable>
      {ending && (
        <RevokeDialog
          title={`Revoke the token "${ending.name}"?`}
          text="The next request with it is refused, browsers that signed in with it are signed out, and nothing brings it back."
          document={RevokeTokenDocument}
          variables={{ input: { tokenId: ending.id } }}
          onClose={() => setEnding(null)}
          onDone={onChanged}
        />
      )}
    </>
  );
}
