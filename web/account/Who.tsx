'use client';
import { PageLink } from '../frame/PageLink.tsx';
import { useQuery } from 'urql';
import { useReturn } from '../graphql/use-news.ts';
import { useIsSignedOut } from './account-state.ts';
import { PersonMark } from './PersonMark.tsx';
import { signOut } from './session.ts';
import { MeDocument } from './viewer-documents.ts';

/** Who has signed in, with the way to their account, and the way out; nothing where nobody needs to sign in. */
export function Who() {
  const [{ data }, ask] = useQuery({ query: MeDocument });
  const isSignedOut = useIsSignedOut();
  // a role that changed cuts the live link: who comes back may do other things
  useReturn(() => ask({ requestPolicy: 'network-only' }));
  if (!data || data.me.isLocal || isSignedOut) return null;
  const { access, person, user } = data.me;
  const leave = async () => {
    await signOut();
    location.assign('/');
  };
  return (
    <span className="row tight who">
      {person === null ? (
        <span className="label no-phone">share link, read only</span>
      ) : (
        <PageLink className="btn plain" href="/account">
          <span className="hide">Your account, </span>
          <PersonMark colour={user?.colour ?? 's1'} name={person} />
          <span className="no-phone">{person}</span>
        </PageLink>
      )}
      <button type="button" className={`btn plain${access === 'LINK' ? '' : ' no-phone'}`} onClick={leave}>
        {access === 'LINK' ? 'Leave' : 'Sign out'}
      </button>
    </span>
  );
}
