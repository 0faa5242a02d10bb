'use client';
import { clock } from '../formats/times.ts';
import { useLinkState } from '../graphql/link-state.ts';
import { Icon } from './Icon.tsx';
import { useNow } from './use-now.ts';

/** Says that news no longer comes, how old the page's data is, and when the next try is due. */
export function LinkBanner() {
  const { phase, lastAliveAt, nextTryAt } = useLinkState();
  const isLost = phase === 'lost';
  const now = useNow(isLost ? 1_000 : null);
  return (
    <div role="status">
      {isLost && (
        <p className="banner">
          <Icon name="alert" tone="warn" />
          <span>
            <b>Live link lost.</b>{' '}
            {lastAliveAt === null ? 'No news so far.' : `Last data at ${clock(new Date(lastAliveAt))}.`}{' '}
            <span aria-hidden="true">{nextTry(nextTryAt, now)}</span>
          </span>
        </p>
      )}
    </div>
  );
}

function nextTry(at: number | null, now: number): string {
  if (at === null) return '';
  const seconds = Math.ceil((at - now) / 1000);
  return seconds > 0 ? `Trying again in ${seconds} s.` : 'Trying again.';
}
