'use client';
import { useMemo, useState } from 'react';
import { ForThoseWhoMay } from '../account/ForThoseWhoMay.tsx';
import { useViewer } from '../account/viewer.ts';
import { ShownOnce } from '../account/ShownOnce.tsx';
import { count } from '../formats/numbers.ts';
import { Failure } from '../frame/Failure.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import { useAddress } from '../frame/use-address.ts';
import { useNow } from '../frame/use-now.ts';
import { HostsPanel } from './HostsPanel.tsx';
import { NewWebhook } from './NewWebhook.tsx';
import { prepareHosts, prepareWebhooks } from './prepare-webhooks.ts';
import { SignatureHelp } from './SignatureHelp.tsx';
import { useWebhooks } from './use-webhooks.ts';
import { WebhookPanel } from './WebhookPanel.tsx';

/** Who outside is told of what happens here. For admins. */
export function WebhooksPage() {
  const viewer = useViewer();
  return (
    <ForThoseWhoMay mutation="createWebhook" doing="Looking after webhooks" title="Webhooks">
      {viewer && <Webhooks />}
    </ForThoseWhoMay>
  );
}

function Webhooks() {
  const { search } = useAddress();
  const studyId = search.get('study');
  const { data, problem, readAgain, studies, names } = useWebhooks();
  const now = useNow(10_000);
  const [secret, setSecret] = useState<{ title: string; text: string } | null>(null);
  const cards = useMemo(() => data && prepareWebhooks(data.webhooks, studyId, names, now), [data, studyId, names, now]);
  const hosts = useMemo(() => data && prepareHosts(data.webhookHosts, data.webhooks, now), [data, now]);
  return (
    <div className="stack">
      <div className="row">
        <h1>Webhooks</h1>
        {cards && <span className="muted">{count(cards.length)}</span>}
        {studyId && (
          <span className="muted">
            that hear of {names.get(studyId) ?? 'a study'}; <PageLink href="/webhooks">show all</PageLink>
          </span>
        )}
      </div>
      <p className="muted webhook-about">Other programs that are told of what happens here, by a signed request to their address. They get ids and links, no names and no values.</p>
      {problem && !data && (
        <div className="panel">
          <Failure problem={problem} onAgain={readAgain} />
        </div>
      )}
      {!data && !problem && (
        <div className="panel body" aria-busy="true">
          <div className="skeleton" style={{ height: 320, margin: 14 }} />
        </div>
      )}
      {secret && <ShownOnce title={secret.title} about="The receiver checks with it that a request came from here." text={secret.text} onDone={() => setSecret(null)} />}
      {cards?.map((card) => <WebhookPanel key={card.id} card={card} onChanged={readAgain} onSecret={setSecret} />)}
      {cards?.length === 0 && (
        <div className="panel state">
          <b>Nobody is told so far</b>
          <p>Allow the host of the receiver below, then give its address.</p>
        </div>
      )}
      {hosts && hosts.length > 0 && <NewWebhook key={studyId} studies={studies} studyId={studyId} onMade={readAgain} onSecret={setSecret} />}
      {hosts && <HostsPanel hosts={hosts} onChanged={readAgain} />}
      <SignatureHelp />
    </div>
  );
}
