'use client';
import { useState } from 'react';
import { Dialog } from '../frame/Dialog.tsx';
import { Failure } from '../frame/Failure.tsx';
import { useChange } from '../graphql/use-change.ts';
import { SignOutEverywhereDocument } from './account-documents.ts';
import { signOut } from './session.ts';

const leave = async () => {
  await signOut();
  location.assign('/');
};

/** The way out of this browser, and of all of them. */
export function SignOutButtons({ userId }: { userId: string }) {
  const [isAsking, setAsking] = useState(false);
  return (
    <span className="row tight account-out">
      <button type="button" className="btn" onClick={() => void leave()}>
        Sign out here
      </button>
      <button type="button" className="btn" onClick={() => setAsking(true)}>
        Sign out everywhere
      </button>
      {isAsking && <EverywhereDialog userId={userId} name="you" onClose={() => setAsking(false)} onDone={() => void leave()} />}
    </span>
  );
}

/** Asks before all browsers of a person are signed out. `name` is the person's, or "you". */
export function EverywhereDialog({ userId, name, onClose, onDone }: { userId: string; name: string; onClose: () => void; onDone: () => void }) {
  const { send, isBusy, problem } = useChange(SignOutEverywhereDocument);
  const act = async () => {
    if (await send({ input: { userId } })) onDone();
  };
  return (
    <Dialog
      title={name === 'you' ? 'Sign out everywhere?' : `Sign ${name} out everywhere?`}
      onClose={onClose}
      actions={
        <button type="button" className="btn strong" disabled={isBusy} onClick={() => void act()}>
          Sign out everywhere
        </button>
      }
    >
      <p>All browsers are signed out within seconds, this one too where it is {name === 'you' ? 'yours' : 'theirs'}. Tokens stay good: revoke those that somebody else may have.</p>
      {problem && <Failure problem={problem} />}
    </Dialog>
  );
}
