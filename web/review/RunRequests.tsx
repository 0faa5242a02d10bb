'use client';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useMay } from '../account/viewer.ts';
import { RequestList } from './RequestList.tsx';
import type { RunVerdicts } from './review-documents.ts';

const AskReviewDialog = dynamic(() => import('./AskReviewDialog.tsx').then((part) => part.AskReviewDialog), { ssr: false });

/** Whose verdicts on a run are waited for, and a way to ask for more. */
export function RunRequests({ run, studyId, onChanged }: { run: RunVerdicts; studyId: string; onChanged: () => void }) {
  const [isAsking, setAsking] = useState(false);
  const mayDo = useMay();
  const isFinal = run.study?.finalAt != null;
  const requests = [...run.reviewRequests, ...(run.study?.reviewRequests ?? []).map((request) => ({ ...request, about: 'all runs' }))];
  const canAsk = mayDo('askReview') && !isFinal;
  if (requests.length === 0 && !canAsk) return null;
  return (
    <section className="run-requests" aria-label="Requests for verdicts">
      <RequestList requests={requests} isFinal={isFinal} onChanged={onChanged} />
      {canAsk && (
        <button type="button" className="btn" onClick={() => setAsking(true)}>
          Ask for a review
        </button>
      )}
      {isAsking && <AskReviewDialog studyId={studyId} run={run} asked={run.reviewRequests.flatMap(({ reviewer }) => (reviewer ? [reviewer.id] : []))} onClose={() => setAsking(false)} onAsked={onChanged} />}
    </section>
  );
}
