'use client';
import { useState } from 'react';
import { Failure } from '../frame/Failure.tsx';
import { Icon } from '../frame/Icon.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import { RevokeDialog } from '../frame/RevokeDialog.tsx';
import { WideTable } from '../frame/WideTable.tsx';
import { useChange } from '../graphql/use-change.ts';
import { ChangeWebhook } from './ChangeWebhook.tsx';
import type { DeliveryRow, Sign, WebhookCard } from './prepare-webhooks.ts';
import { DeleteWebhookDocument, RedeliverWebhookDocument, RotateWebhookSecretDocument, TestWebhookDocument, UpdateWebhookDocument } from './webhooks-documents.ts';

interface WebhookPanelProps {
  card: WebhookCard;
  onChanged: () => void;
  /** a secret to be shown once */
  onSecret: (secret: { title: string; text: string }) => void;
}

/** One webhook: where it goes, what it is told of, and how the last deliveries went. */
export function WebhookPanel({ card, onChanged, onSecret }: WebhookPanelProps) {
  const { id, host, isOn } = card;
  const [asked, setAsked] = useState<'delete' | 'rotate' | null>(null);
  const [isChanging, setChanging] = useState(false);
  const [test, update] = [useChange(TestWebhookDocument), useChange(UpdateWebhookDocument)];
  const ping = async () => {
    if (await test.send({ input: { webhookId: id } })) onChanged();
  };
  const turn = async () => {
    if (await update.send({ input: { webhookId: id, isEnabled: !isOn } })) onChanged();
  };
  const problem = test.problem ?? update.problem;
  return (
    <section className="panel" aria-label={`Webhook to ${host}`}>
      <header className="webhook-head">
        <h2 className="mono" title={card.url}>
          {card.url}
        </h2>
        <SignWords sign={card.sign} />
      </header>
      <div className="body stack">
        <div className="row wrap">
          <span className="muted webhook-told">
            Told when {card.told} {card.place}
          </span>
          <span className="grow" />
          <span className="row webhook-acts">
            {isOn && (
              <button type="button" className="btn" disabled={test.isBusy} onClick={() => void ping()}>
                Send a test
              </button>
            )}
            <button type="button" className="btn plain" aria-expanded={isChanging} onClick={() => setChanging(!isChanging)}>
              Change
            </button>
            <button type="button" className="btn plain" disabled={update.isBusy} onClick={() => void turn()}>
              {isOn ? 'Switch off' : 'Switch on'}
            </button>
            <button type="button" className="btn plain" onClick={() => setAsked('rotate')}>
              New secret
            </button>
            <button type="button" className="btn plain" onClick={() => setAsked('delete')}>
              Delete
            </button>
          </span>
        </div>
        {problem && <Failure problem={problem} />}
        {isChanging && <ChangeWebhook card={card} onClose={() => setChanging(false)} onChanged={onChanged} />}
        {card.deliveries.length > 0 ? <DeliveryTable host={host} rows={card.deliveries} isOn={isOn} onChanged={onChanged} /> : <p className="muted">Nothing was sent so far. A test shows whether the receiver hears.</p>}
      </div>
      {asked === 'rotate' && (
        <RevokeDialog
          title="Give this webhook another secret?"
          text="The one it has signs nothing from then on: until the receiver knows the new one, it will refuse what comes."
          word="Make another"
          document={RotateWebhookSecretDocument}
          variables={{ input: { webhookId: id } }}
          onClose={() => setAsked(null)}
          onDone={({ secret }) => secret && onSecret({ title: `The new secret for ${host}`, text: secret })}
        />
      )}
      {asked === 'delete' && (
        <RevokeDialog
          title="Delete this webhook?"
          text={`${host} hears nothing more of it, and the list of its deliveries goes too.`}
          word="Delete it"
          document={DeleteWebhookDocument}
          variables={{ input: { webhookId: id } }}
          onClose={() => setAsked(null)}
          onDone={onChanged}
        />
      )}
    </section>
  );
}

function SignWords({ sign: { icon, tone, word } }: { sign: Sign }) {
  return (
    <span className={tone ? `status c-${tone}` : 'status'}>
      <Icon name={icon} isSmall /> {word}
    </span>
  );
}

const HEADS = (
  <>
    <th>Told of</th>
    <th>When</th>
    <th>State</th>
    <th>What came of it</th>
    <th>
      <span className="hide">Actions</span>
    </th>
  </>
);

function DeliveryTable({ host, rows, isOn, onChanged }: { host: string; rows: readonly DeliveryRow[]; isOn: boolean; onChanged: () => void }) {
  const { send, isBusy, problem } = useChange(RedeliverWebhookDocument);
  const again = async (deliveryId: string) => {
    if (await send({ input: { deliveryId } })) onChanged();
  };
  return (
    <>
      <WideTable isInset label={`Last deliveries to ${host}`} className="webhook-deliveries" heads={HEADS}>
        {rows.map((row) => (
          <tr key={row.id}>
            <td className="nowrap">{row.runId ? <PageLink href={`/runs/${encodeURIComponent(row.runId)}`}>{row.happened}</PageLink> : row.happened}</td>
            <td className="soft nowrap" title={row.at.exact}>
              {row.at.text}
            </td>
            <td>
              <SignWords sign={row.sign} />
            </td>
            <td className="soft">{row.detail}</td>
            <td className="num">
              {isOn && row.canRepeat && (
                <button type="button" className="btn plain" aria-label={`Send again: ${row.happened}, ${row.at.text}`} disabled={isBusy} onClick={() => void again(row.id)}>
                  Again
                </button>
              )}
            </td>
          </tr>
        ))}
      </WideTable>
      {problem && <Failure problem={problem} />}
    </>
  );
}
