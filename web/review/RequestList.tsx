'use client';
import { PersonMark } from '../account/PersonMark.tsx';
import { useMay, useViewer } from '../account/viewer.ts';
import { Failure } from '../frame/Failure.tsx';
import { useNow } from '../frame/use-now.ts';
import { useChange } from '../graphql/use-change.ts';
import { prepareRequests, type RequestRow } from './prepare-requests.ts';
import type { ReviewRequest } from './review-documents.ts';
import { WithdrawReviewDocument } from './study-review-documents.ts';

/** Who was asked for verdicts and has not given them so far. */
export function RequestList({ requests, isFinal = false, onChanged }: { requests: readonly (ReviewRequest & { about?: string })[]; isFinal?: boolean; onChanged: () => void }) {
  const viewer = useViewer();
  const mayDo = useMay();
  const now = useNow(60_000);
  const withdraw = useChange(WithdrawReviewDocument);
  const take = async ({ id }: RequestRow) => {
    if (await withdraw.send({ input: { requestIds: [id] } })) onChanged();
  };
  const rows = prepareRequests(requests, viewer, now);
  if (rows.length === 0) return null;
  return (
    <>
      <ul className="asked-list" aria-label="Asked for verdicts">
        {rows.map((row) => (
          <li key={row.id}>
            <PersonMark name={row.name} colour={row.colour} />
            <span>
              <b>{row.name}</b>
              {row.about && `, on ${row.about}`} <span className="muted" title={row.asked.exact}>{row.asked.text}, no verdict so far</span>
            </span>
            {row.mayWithdraw && mayDo('withdrawReview') && !isFinal && (
              <button type="button" className="btn plain" disabled={withdraw.isBusy} aria-label={`Withdraw the request to ${row.name}${row.about ? ` on ${row.about}` : ''}`} onClick={() => void take(row)}>
                Withdraw
              </button>
            )}
          </li>
        ))}
      </ul>
      {withdraw.problem && <Failure problem={withdraw.problem} />}
    </>
  );
}
