'use client';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useMay } from '../account/viewer.ts';
import { type MetricEntry, MetricsDocument } from '../figures/metric-entry.ts';
import { plain } from '../formats/numbers.ts';
import { Failure } from '../frame/Failure.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import { useAddress } from '../frame/use-address.ts';
import { useChange } from '../graphql/use-change.ts';
import { MetricHelpButton } from '../metrics/MetricHelpButton.tsx';
import { FinalChip } from './FinalChip.tsx';
import { prepareReviewState, type ReviewState } from './prepare-study-review.ts';
import { RequestList } from './RequestList.tsx';
import { StudyNotes } from './StudyNotes.tsx';
import { FinalizeStudyDocument, ReopenStudyDocument, type StudyReview as Reviewed } from './study-review-documents.ts';
import { useStudyReview } from './use-study-review.ts';

const AskReviewDialog = dynamic(() => import('./AskReviewDialog.tsx').then((part) => part.AskReviewDialog), { ssr: false });
const ReviewSettingsDialog = dynamic(() => import('./ReviewSettingsDialog.tsx').then((part) => part.ReviewSettingsDialog), { ssr: false });

/** A study's review: how far it has come, whom it waits for, its rules and its end, and what people say of the study. */
export function StudyReview({ studyId, onChanged }: { studyId: string; onChanged: () => void }) {
  const reading = useStudyReview(studyId);
  const [{ data }] = useQuery({ query: MetricsDocument });
  const { search, change } = useAddress();
  const again = () => {
    reading.readAgain();
    onChanged();
  };
  return (
    <div className="study-review">
      <section className="panel" aria-labelledby="study-review">
        <header>
          <h2 id="study-review">Review</h2>
          <span className="grow" />
          {reading.study?.finalAt && <FinalChip />}
        </header>
        {reading.study ? <State study={reading.study} metrics={data?.metrics ?? []} onChanged={again} /> : reading.problem ? <Failure problem={reading.problem} onAgain={reading.readAgain} /> : <div className="skeleton" style={{ height: 180, margin: 14 }} aria-busy="true" />}
      </section>
      <StudyNotes studyId={studyId} reading={reading} metrics={data?.metrics ?? []} activeId={search.get('note')} onOpen={(note) => change({ note })} />
    </div>
  );
}

interface StateProps {
  study: Reviewed;
  metrics: readonly MetricEntry[];
  onChanged: () => void;
}

function State({ study, metrics, onChanged }: StateProps) {
  const state = prepareReviewState(study);
  const mayDo = useMay();
  const [open, setOpen] = useState<'ask' | 'rules' | null>(null);
  const close = () => setOpen(null);
  const isFinal = study.finalAt !== null;
  const ofRuns = (study.reviewProgress?.lacking ?? []).flatMap(({ name, reviewRequests }) => reviewRequests.map((request) => ({ ...request, about: name })));
  const requests = [...study.reviewRequests.map((request) => ({ ...request, about: 'all runs' })), ...ofRuns];
  return (
    <div className="body stack">
      {state.final && <p><b>The study is {state.final}.</b> Its runs and their verdicts stay as they are; people can still talk about them.</p>}
      <p>{state.sentence}</p>
      {state.parts.length > 0 && <p className="muted">{state.parts.map(({ text }) => text).join(', ')}</p>}
      <Lacking state={state} />
      <RequestList requests={requests} isFinal={isFinal} onChanged={onChanged} />
      <Limits study={study} metrics={metrics} />
      {state.reasons.length > 0 && mayDo('finalizeStudy') && (
        <p id="why-not-final" className="muted">
          It cannot be made final yet: {state.reasons.join(' ')}
        </p>
      )}
      <div className="row">
        {mayDo('askReview') && !isFinal && (
          <button type="button" className="btn" onClick={() => setOpen('ask')}>
            Ask for verdicts
          </button>
        )}
        {mayDo('updateStudyReview') && !isFinal && (
          <button type="button" className="btn" onClick={() => setOpen('rules')}>
            Rules
          </button>
        )}
        <span className="grow" />
        <End study={study} state={state} onChanged={onChanged} />
      </div>
      {open === 'ask' && <AskReviewDialog studyId={study.id} run={null} asked={study.reviewRequests.flatMap(({ reviewer }) => (reviewer ? [reviewer.id] : []))} onClose={close} onAsked={onChanged} />}
      {open === 'rules' && <ReviewSettingsDialog study={study} metrics={metrics} onClose={close} onChanged={onChanged} />}
    </div>
  );
}

function Lacking({ state }: { state: ReviewState }) {
  if (state.lacking.length === 0) return null;
  return (
    <ul className="lacking-runs" aria-label="Runs that lack verdicts">
      {state.lacking.map((run) => (
        <li key={run.id}>
          <PageLink className="name" href={run.href}>
            {run.name}
          </PageLink>{' '}
          <span className="muted">{run.text}</span>
        </li>
      ))}
      {state.moreCount > 0 && <li className="muted">and {state.moreCount} more</li>}
    </ul>
  );
}

/** When a run of the study is suggested to have collapsed. */
function Limits({ study, metrics }: { study: Reviewed; metrics: readonly MetricEntry[] }) {
  return (
    <p className="muted">
      Suggested as collapsed:{' '}
      {study.verdictLimits.map(({ metric, limit, isUsual }, i) => (
        <span key={metric}>
          {i > 0 && ', '}
          <MetricHelpButton id={metric}>{metrics.find(({ id }) => id === metric)?.title ?? metric}</MetricHelpButton> at most {plain(limit)}
          {!isUsual && ' (not the usual limit)'}
        </span>
      ))}
      .
    </p>
  );
}

/** The buttons that end the review or begin it anew, and why not, where it cannot be ended. */
function End({ study, state, onChanged }: { study: Reviewed; state: ReviewState; onChanged: () => void }) {
  const mayDo = useMay();
  const finalize = useChange(FinalizeStudyDocument);
  const reopen = useChange(ReopenStudyDocument);
  const order = study.finalAt ? reopen : finalize;
  if (!mayDo(study.finalAt ? 'reopenStudy' : 'finalizeStudy')) return null;
  const send = async () => {
    await order.send({ input: { studyId: study.id } });
    // also where it was refused: what is there is another than what was read
    onChanged();
  };
  return (
    <div className="study-end">
      <button type="button" className={study.finalAt ? 'btn' : 'btn strong'} disabled={order.isBusy || state.reasons.length > 0} aria-describedby={state.reasons.length > 0 ? 'why-not-final' : undefined} onClick={() => void send()}>
        {study.finalAt ? 'Open again' : 'Make final'}
      </button>
      {order.problem && <Failure problem={order.problem} />}
    </div>
  );
}
