'use client';
import { type FormEvent, useState } from 'react';
import { Failure } from '../frame/Failure.tsx';
import { useChange } from '../graphql/use-change.ts';
import { CreateTokenDocument } from './account-documents.ts';
import type { Access } from './may.ts';
import { type Role, rolesUpTo, TOKEN_ENDS } from './roles.ts';
import { ShownOnce } from './ShownOnce.tsx';

interface NewTokenFormProps {
  userId: string;
  /** the largest role that the token can have */
  most: Access;
  /** who it is of, where it is not of whoever makes it */
  of?: string;
  onMade: () => void;
}

/** Makes a token and shows it once. */
export function NewTokenForm({ userId, most, of, onMade }: NewTokenFormProps) {
  const [name, setName] = useState('');
  const roles = rolesUpTo(most);
  const [chosen, setRole] = useState<Role | null>(null);
  // as much as the person may, also when that changed while the form stood open
  const role = roles.find(({ value }) => value === chosen)?.value ?? roles.at(-1)?.value ?? 'VIEWER';
  const [days, setDays] = useState<number | null>(90);
  const [made, setMade] = useState<{ secret: string; name: string } | null>(null);
  const { send, isBusy, problem } = useChange(CreateTokenDocument);
  const make = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await send({ input: { userId, name: name.trim(), role, expiresInDays: days } });
    if (!answer?.secret) return;
    setMade({ secret: answer.secret, name: name.trim() });
    setName('');
    onMade();
  };
  return (
    <>
      {made && <ShownOnce title={`The token "${made.name}"${of ? ` of ${of}` : ''}`} about="A program sends it as “Authorization: Bearer …”; a person signs in with it." text={made.secret} onDone={() => setMade(null)} />}
      <form className="form inline-form" onSubmit={(event) => void make(event)}>
        <label className="grow">
          <span className="label">New token, for what</span>
          <input required maxLength={200} placeholder="nightly training on gpu-3" value={name} onChange={(event) => setName(event.target.value)} />
        </label>
        <label>
          <span className="label">May do as much as</span>
          <select value={role} onChange={(event) => setRole(event.target.value as Role)}>
            {roles.map(({ value, word }) => (
              <option key={value} value={value}>
                {word}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span className="label">Ends after</span>
          <select value={String(days)} onChange={(event) => setDays(event.target.value === 'null' ? null : Number(event.target.value))}>
            {TOKEN_ENDS.map(({ days: each, word }) => (
              <option key={word} value={String(each)}>
                {word}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className="btn" disabled={isBusy || name.trim() === ''}>
          Make token
        </button>
      </form>
      {problem && <Failure problem={problem} />}
    </>
  );
}
