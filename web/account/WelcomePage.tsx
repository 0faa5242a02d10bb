'use client';
import { useCallback, useEffect, useState } from 'react';
import { acceptInvitation, type Invitation, invitationWords, readInvitation } from './invitation.ts';

/** Where an invitation leads: whom it is for, and the button that uses it. */
export function WelcomePage() {
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const [isBusy, setBusy] = useState(false);
  const read = useCallback(() => void readInvitation().then(setInvitation), []);
  useEffect(read, [read]);
  const enter = async () => {
    setBusy(true);
    // loaded anew: nothing that was asked as nobody is left on the page
    if (await acceptInvitation()) return location.assign('/account');
    setBusy(false);
    read();
  };
  if (!invitation) return <div className="panel welcome" aria-busy="true"><h1 className="hide">Invitation</h1><div className="skeleton" style={{ height: 150 }} /></div>;
  const { title, text } = invitationWords(invitation);
  return (
    <div className="panel welcome" role="status">
      <h1>{title}</h1>
      <p>{text}</p>
      {invitation.state === 'open' ? (
        <button type="button" className="btn strong" disabled={isBusy} onClick={() => void enter()}>
          {isBusy ? 'Coming in …' : 'Come in'}
        </button>
      ) : (
        // not a link of the page's own: who is signed out must be asked anew
        <a className="btn" href="/">
          To the overview
        </a>
      )}
    </div>
  );
}
