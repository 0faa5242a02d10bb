'use client';
import { count } from '../formats/numbers.ts';
import { useAddress } from '../frame/use-address.ts';
import { RunTable } from './RunTable.tsx';
import { StatusFilter } from './StatusFilter.tsx';
import { statusesIn, withToggled } from './status-filter.ts';
import { useRuns } from './use-runs.ts';

const PAGE = 25;

/** Every run of the record, page by page, by status. */
export function RunsPage() {
  const { search, change } = useAddress();
  const statuses = statusesIn(search.get('status'));
  const reading = useRuns({ statuses, pageSize: PAGE, followsEpochs: false });
  const empty =
    statuses.length > 0
      ? { title: 'No run like this', text: 'No run has one of the chosen statuses.' }
      : { title: 'No run yet', text: 'Every run stands here as soon as it is queued.' };
  return (
    <>
      <div className="head row">
        <h1>Runs</h1>
        {reading.pages && <span className="muted">{count(reading.pages.totalCount)}</span>}
        <span className="grow no-phone" />
        <StatusFilter chosen={statuses} onToggle={(status) => change({ status: withToggled(statuses, status) })} />
      </div>
      <section className="panel" aria-label="Runs">
        <RunTable reading={reading} empty={empty} />
        {reading.pages?.hasMore && (
          <div className="more">
            <button type="button" className="btn" onClick={reading.readMore}>
              Show more
            </button>
            <span className="muted">
              {count(reading.pages.runs.length)} of {count(reading.pages.totalCount)}
            </span>
          </div>
        )}
      </section>
    </>
  );
}
