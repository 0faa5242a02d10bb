'use client';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Icon } from '../frame/Icon.tsx';
import { signIn } from './session.ts';

/** Stands in place of every page while the server does not know who asks. */
export function SignIn() {
  const field = useRef<HTMLInputElement>(null);
  const [isSending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  useEffect(() => field.current?.focus(), []);

  const refuse = (sentence: string) => {
    setRefusal(sentence);
    setSending(false);
    field.current?.select();
  };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const token = field.current?.value.trim() ?? '';
    if (token === '') return refuse('Paste a token first.');
    setSending(true);
    const sentence = await signIn(token);
    // loaded anew: nothing that was asked as somebody else, or as nobody, is left on the page
    if (sentence === null) location.reload();
    else refuse(sentence);
  };

  return (
    <form className="sign-in panel" onSubmit={send} aria-labelledby="sign-in">
      <h1 id="sign-in">Sign in</h1>
      <label htmlFor="token">Token</label>
      <input ref={field} id="token" name="token" type="password" autoComplete="current-password" spellCheck={false} aria-describedby="token-about token-refusal" aria-invalid={refusal !== null} />
      <p id="token-about" className="muted">
        It begins with clp_. An admin makes one, or on the server's machine: <code>node collapsar.mjs token --name you</code>
      </p>
      <p id="token-refusal" role="alert" className="refusal">
        {refusal !== null && (
          <>
            <Icon name="alert" tone="bad" /> {refusal}
          </>
        )}
      </p>
      <button type="submit" className="btn" disabled={isSending}>
        {isSending ? 'Signing in …' : 'Sign in'}
      </button>
    </form>
  );
}
