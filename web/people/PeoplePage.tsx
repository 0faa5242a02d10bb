'use client';
import { useMemo, useState } from 'react';
import { useClient } from 'urql';
import { ForThoseWhoMay } from '../account/ForThoseWhoMay.tsx';
import { useViewer, type Viewer } from '../account/viewer.ts';
import { MeDocument } from '../account/viewer-documents.ts';
import { count } from '../formats/numbers.ts';
import { Failure } from '../frame/Failure.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import { useNow } from '../frame/use-now.ts';
import { AddPerson } from './AddPerson.tsx';
import { PeopleTable } from './PeopleTable.tsx';
import { preparePeople } from './prepare-people.ts';
import { usePeople } from './use-people.ts';

/** People, their roles, and how they come in. For admins. */
export function PeoplePage() {
  const viewer = useViewer();
  return (
    <ForThoseWhoMay mutation="createUser" doing="Looking after people and their tokens" title="People">
      {viewer && <People viewer={viewer} />}
    </ForThoseWhoMay>
  );
}

function People({ viewer }: { viewer: Viewer }) {
  const { people, total, problem, readAgain, readMore } = usePeople();
  const client = useClient();
  const now = useNow(60_000);
  const [isAdding, setAdding] = useState(false);
  const rows = useMemo(() => people && preparePeople(people, viewer.userId, viewer.access, now), [people, viewer, now]);
  const changed = () => {
    readAgain();
    // one may have changed one's own role or colour
    void client.query(MeDocument, {}, { requestPolicy: 'network-only' }).toPromise();
  };
  return (
    <div className="stack">
      <div className="row">
        <h1>People</h1>
        {total !== null && <span className="muted">{count(total)}</span>}
        <span className="grow" />
        <PageLink className="btn" href="/webhooks">
          Webhooks
        </PageLink>
        <PageLink className="btn" href="/people/audit">
          Audit log
        </PageLink>
        {!isAdding && (
          <button type="button" className="btn strong" onClick={() => setAdding(true)}>
            Add a person
          </button>
        )}
      </div>
      {viewer.isLocal && <FirstToken />}
      {isAdding && <AddPerson isLocal={viewer.isLocal} onClose={() => setAdding(false)} onChanged={changed} />}
      {rows && rows.length > 0 && <PeopleTable rows={rows} isLocal={viewer.isLocal} onChanged={changed} />}
      {rows?.length === 0 && (
        <div className="panel state">
          <b>Nobody so far</b>
          <p>Everybody who is to sign in stands here. Begin with yourself, as admin.</p>
        </div>
      )}
      {!rows && !problem && (
        <div className="panel body" aria-busy="true">
          <div className="skeleton" style={{ height: 240, margin: 14 }} />
        </div>
      )}
      {problem && (
        <div className="panel">
          <Failure problem={problem} onAgain={readAgain} />
        </div>
      )}
      {readMore && (
        <button type="button" className="btn" onClick={readMore}>
          Show more people
        </button>
      )}
    </div>
  );
}

function FirstToken() {
  return (
    <p className="banner">
      <span>
        <b>Nobody signs in here so far:</b> whoever sits at this machine may do everything. From the first token on everybody signs in, so the first must be an admin’s, your own. It signs you in.
      </span>
    </p>
  );
}
