'use client';
import { useQuery } from 'urql';
import { graphql } from '../graphql/graphql.ts';
import { useIsSignedOut } from './account-state.ts';
import { signOut } from './session.ts';

const MeDocument = graphql(`
  query Me { me { access person isLocal } }
`);

/** Who has signed in, and the way out; nothing where nobody needs to sign in. */
export function Who() {
  const [{ data }] = useQuery({ query: MeDocument });
  const isSignedOut = useIsSignedOut();
  if (!data || data.me.isLocal || isSignedOut) return null;
  const leave = async () => {
    await signOut();
    location.assign('/');
  };
  return (
    <span className="row tight">
      <span className="label no-phone">{data.me.person ?? 'share link, read only'}</span>
      <button type="button" className="btn plain" onClick={leave}>
        {data.me.access === 'LINK' ? 'Leave' : 'Sign out'}
      </button>
    </span>
  );
}
