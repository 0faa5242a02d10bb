'use client';
import { type FormEvent, useState } from 'react';
import { ColourChoice } from '../account/ColourChoice.tsx';
import { NewTokenForm } from '../account/NewTokenForm.tsx';
import { type Role, ROLES } from '../account/roles.ts';
import { ShownOnce } from '../account/ShownOnce.tsx';
import { EverywhereDialog } from '../account/SignOutButtons.tsx';
import { TokenTable } from '../account/TokenTable.tsx';
import { Dialog } from '../frame/Dialog.tsx';
import { Failure } from '../frame/Failure.tsx';
import { useChange } from '../graphql/use-change.ts';
import { DisableUserDocument, InviteUserDocument, RenameUserDocument, SetUserRoleDocument } from './people-documents.ts';
import type { PersonRow } from './prepare-people.ts';

/** All that an admin can do about a person. */
export function PersonDetails({ row, isLocal, onChanged }: { row: PersonRow; isLocal: boolean; onChanged: () => void }) {
  return (
    <div className="stack person-details">
      <div className="inline-form form">
        <NameField key={row.name} row={row} onChanged={onChanged} />
        <RoleField row={row} onChanged={onChanged} />
        <div>
          <span className="label">Colour of their marks</span>
          <ColourChoice userId={row.id} colour={row.colour} onChanged={onChanged} />
        </div>
      </div>
      <TokenTable rows={row.tokens} label={`Tokens of ${row.name}`} onChanged={onChanged} />
      {!row.isDisabled && <NewTokenForm userId={row.id} most={row.role} of={row.name} onMade={onChanged} />}
      <WaysIn row={row} isLocal={isLocal} onChanged={onChanged} />
    </div>
  );
}

function NameField({ row, onChanged }: { row: PersonRow; onChanged: () => void }) {
  const [name, setName] = useState(row.name);
  const { send, isBusy, problem } = useChange(RenameUserDocument);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (await send({ input: { userId: row.id, name: name.trim() } })) onChanged();
  };
  return (
    <form className="row tight bottom" onSubmit={(event) => void save(event)}>
      <label>
        <span className="label">Name</span>
        <input required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
      </label>
      {name.trim() !== row.name && (
        <button type="submit" className="btn" disabled={isBusy || name.trim() === ''}>
          Rename
        </button>
      )}
      {problem && <Failure problem={problem} />}
    </form>
  );
}

function RoleField({ row, onChanged }: { row: PersonRow; onChanged: () => void }) {
  const { send, isBusy, problem } = useChange(SetUserRoleDocument);
  const set = async (role: Role) => {
    if (await send({ input: { userId: row.id, role } })) onChanged();
  };
  return (
    <div>
      <label>
        <span className="label">Role</span>
        <select value={row.role} disabled={isBusy} onChange={(event) => void set(event.target.value as Role)}>
          {ROLES.map(({ value, word }) => (
            <option key={value} value={value}>
              {word}
            </option>
          ))}
        </select>
      </label>
      {problem && <Failure problem={problem} />}
    </div>
  );
}

function WaysIn({ row, isLocal, onChanged }: { row: PersonRow; isLocal: boolean; onChanged: () => void }) {
  const [asking, setAsking] = useState<'disable' | 'everywhere' | null>(null);
  const [address, setAddress] = useState<string | null>(null);
  const invite = useChange(InviteUserDocument);
  const disable = useChange(DisableUserDocument);
  const close = () => setAsking(null);
  const makeLink = async () => {
    const made = await invite.send({ input: { userId: row.id } });
    if (made?.address) setAddress(location.origin + made.address);
    onChanged();
  };
  const setDisabled = async (isDisabled: boolean) => {
    if (!(await disable.send({ input: { userId: row.id, isDisabled } }))) return;
    onChanged();
    close();
  };
  return (
    <>
      {address && <ShownOnce title={`The invitation of ${row.name}`} about="Send it to them alone: it lets in whoever opens it first, within 7 days." text={address} onDone={() => setAddress(null)} />}
      <div className="row">
        {!row.isDisabled && !isLocal && (
          <button type="button" className="btn" disabled={invite.isBusy} onClick={() => void makeLink()}>
            Invite by a link
          </button>
        )}
        {row.sessionCount > 0 && (
          <button type="button" className="btn" onClick={() => setAsking('everywhere')}>
            Sign out everywhere
          </button>
        )}
        <button type="button" className="btn" disabled={disable.isBusy} onClick={() => (row.isDisabled ? void setDisabled(false) : setAsking('disable'))}>
          {row.isDisabled ? 'Let in again' : 'Shut out'}
        </button>
      </div>
      {invite.problem && <Failure problem={invite.problem} />}
      {disable.problem && asking === null && <Failure problem={disable.problem} />}
      {asking === 'everywhere' && (
        <EverywhereDialog
          userId={row.id}
          name={row.name}
          onClose={close}
          onDone={() => {
            onChanged();
            close();
          }}
        />
      )}
      {asking === 'disable' && (
        <Dialog
          title={`Shut ${row.name} out?`}
          onClose={close}
          actions={
            <button type="button" className="btn strong" disabled={disable.isBusy} onClick={() => void setDisabled(true)}>
              Shut out
            </button>
          }
        >
          <p>Their tokens, browsers, invitations and share links stop working at once. What they wrote stays, and they can be let in again.</p>
          {disable.problem && <Failure problem={disable.problem} />}
        </Dialog>
      )}
    </>
  );
}
