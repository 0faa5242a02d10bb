'use client';
import { useState } from 'react';
import { PersonMark } from '../account/PersonMark.tsx';
import { useMay } from '../account/viewer.ts';
import { Failure } from '../frame/Failure.tsx';
import { FromArchive } from './FromArchive.tsx';
import { Icon } from '../frame/Icon.tsx';
import { useChange } from '../graphql/use-change.ts';
import { VERDICTS, agreementText, verdictLook } from './prepare-verdicts.ts';
import type { RunVerdicts, VerdictKind } from './review-documents.ts';
import { GiveVerdictDocument, TakeBackVerdictDocument } from './writing-documents.ts';

/** What people decided of the run, and your own decision beside what the thresholds suggest. */
export function VerdictForm({ run, suggestion }: { run: RunVerdicts; suggestion: string }) {
  const mine = run.verdicts.find(({ isMine }) => isMine) ?? null;
  const mayDo = useMay();
  return (
    <section className="verdict-form" aria-label="Verdict">
      <div className="row">
        <h2>{mayDo('giveVerdict') ? 'Your verdict' : 'Verdicts'}</h2>
        <span className="grow" />
        <span className="fig">suggested: {suggestion}</span>
      </div>
      {mayDo('giveVerdict') && (run.study?.finalAt ? <p className="muted">The study is final; an operator can open it again.</p> : <OwnVerdict key={mine?.id ?? ''} run={run} mine={mine} />)}
      <ul className="given">
        {run.verdicts.map((verdict) => (
          <li key={verdict.id}>
            <PersonMark name={verdict.reviewerName ?? 'Somebody'} colour={verdict.reviewer?.colour ?? 'ink-3'} />
            <span>
              <span className="status">
                <Icon name={verdictLook(verdict.kind).icon} isSmall />
                {verdictLook(verdict.kind).word}
              </span>{' '}
              by {verdict.reviewerName ?? (verdict.isFromArchive ? 'somebody elsewhere' : 'somebody at the server')}
              {verdict.isFromArchive && (
                <>
                  {' '}
                  <FromArchive />
                </>
              )}
              : {verdict.reason}
              {verdict.isStale && <span className="c-warn"> Stale: {verdict.staleReason}</span>}
            </span>
          </li>
        ))}
      </ul>
      <p className="muted">{agreementText(run)}</p>
    </section>
  );
}

function OwnVerdict({ run, mine }: { run: RunVerdicts; mine: RunVerdicts['verdicts'][number] | null }) {
  const [kind, setKind] = useState<VerdictKind | null>(mine?.kind ?? null);
  const [reason, setReason] = useState(mine?.reason ?? '');
  const give = useChange(GiveVerdictDocument);
  const takeBack = useChange(TakeBackVerdictDocument);
  const send = () => kind && give.send({ input: { runId: run.id, kind, reason, expectedDigest: run.verdictDigest } });
  const problem = give.problem ?? takeBack.problem;
  return (
    <>
      <fieldset className="verdicts" aria-label="Your verdict">
        {VERDICTS.map((verdict) => (
          <button key={verdict.kind} type="button" aria-pressed={kind === verdict.kind} title={verdict.means} onClick={() => setKind(verdict.kind)}>
            <Icon name={verdict.icon} />
            {verdict.word}
          </button>
        ))}
      </fieldset>
      <textarea rows={2} maxLength={2000} aria-label="Why" placeholder="Why" value={reason} onChange={(event) => setReason(event.target.value)} />
      <div className="row tight">
        <span className="grow" />
        {mine && (
          <button type="button" className="btn plain" disabled={takeBack.isBusy} onClick={() => void takeBack.send({ input: { runId: run.id } })}>
            Take back
          </button>
        )}
        <button type="button" className="btn strong" disabled={kind === null || reason.trim() === '' || give.isBusy} onClick={() => void send()}>
          {mine ? 'Change verdict' : 'Give verdict'}
        </button>
      </div>
      {problem && <Failure problem={problem} />}
    </>
  );
}
