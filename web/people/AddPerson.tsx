'use client';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { CreateTokenDocument } from '../account/account-documents.ts';
import { holdPage } from '../account/account-state.ts';
import { type Role, ROLES } from '../account/roles.ts';
import { signIn } from '../account/session.ts';
import { ShownOnce } from '../account/ShownOnce.tsx';
import { Failure } from '../frame/Failure.tsx';
import { useChange } from '../graphql/use-change.ts';
import { CreateUserDocument, InviteUserDocument } from './people-documents.ts';

type Way = 'invite' | 'token' | 'none';
interface AddPersonProps {
  /** whether nobody signs in so far: then it is an admin's token */
  isLocal: boolean;
  onClose: () => void;
  onChanged: () => void;
}

const WAYS: readonly { value: Way; word: string }[] = [
  { value: 'invite', word: 'by a link that lets them in once, within 7 days' },
  { value: 'token', word: 'by a token, for 90 days' },
  { value: 'none', word: 'not yet' },
];

/** Name, role, and how they come in the first time; then the secret, once. */
export function AddPerson({ isLocal, onClose, onChanged }: AddPersonProps) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>(isLocal ? 'ADMIN' : 'VIEWER');
  const [way, setWay] = useState<Way>(isLocal ? 'token' : 'invite');
  const [made, setMade] = useState<{ title: string; about: string; text: string } | null>(null);
  const [isFirst, setFirst] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const [create, token, invite] = [useChange(CreateUserDocument), useChange(CreateTokenDocument), useChange(InviteUserDocument)];
  useEffect(() => field.current?.focus(), []);
  const add = async (event: FormEvent) => {
    event.preventDefault();
    const person = (await create.send({ input: { name: name.trim(), role } }))?.person;
    if (!person) return;
    if (way === 'token') {
      const secret = (await token.send({ input: { userId: person.id, name: 'first', role } }))?.secret;
      if (secret) setMade({ title: `The token of ${person.name}`, about: 'They sign in with it.', text: secret });
      // the house is closed from here on: whoever made its first key walks in with it
      if (secret && isLocal) {
        holdPage();
        setFirst(true);
        await signIn(secret);
      }
    } else if (way === 'invite') {
      const address = (await invite.send({ input: { userId: person.id } }))?.address;
      if (address) setMade({ title: `The invitation of ${person.name}`, about: 'Send it to them alone: it lets in whoever opens it first, within 7 days.', text: location.origin + address });
    }
    setName('');
    onChanged();
    if (way === 'none') onClose();
  };
  const problem = create.problem ?? token.problem ?? invite.problem;
  const isBusy = create.isBusy || token.isBusy || invite.isBusy;
  return (
    <section className="panel" aria-labelledby="add-person">
      <header>
        <h2 id="add-person">{isLocal ? 'The first admin' : 'A new person'}</h2>
        <span className="grow" />
        <button type="button" className="btn plain" onClick={onClose}>
          Close
        </button>
      </header>
      <div className="body stack">
        {made && <ShownOnce {...made} onDone={isFirst ? () => location.reload() : onClose} />}
        {!made && (
          <form className="form inline-form" onSubmit={(event) => void add(event)}>
            <label className="grow">
              <span className="label">Name</span>
              <input ref={field} required maxLength={200} value={name} autoComplete="off" onChange={(event) => setName(event.target.value)} />
            </label>
            {!isLocal && (
              <>
                <label>
                  <span className="label">Role</span>
                  <select value={role} onChange={(event) => setRole(event.target.value as Role)}>
                    {ROLES.map(({ value, word }) => (
                      <option key={value} value={value}>
                        {word}
                      </option>
                    ))}
                  </select>
                </label>
                <label>
                  <span className="label">Comes in</span>
                  <select value={way} onChange={(event) => setWay(event.target.value as Way)}>
                    {WAYS.map(({ value, word }) => (
                      <option key={value} value={value}>
                        {word}
                      </option>
                    ))}
                  </select>
                </label>
              </>
            )}
            <button type="submit" className="btn strong" disabled={isBusy || name.trim() === ''}>
              Add
            </button>
            <p className="hint wide-hint">A {ROLES.find(({ value }) => value === role)?.word} {ROLES.find(({ value }) => value === role)?.may}.</p>
          </form>
        )}
        {problem && <Failure problem={problem} />}
      </div>
    </section>
  );
}
