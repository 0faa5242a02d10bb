'use client';
import { useMemo } from 'react';
import { PersonMark } from '../account/PersonMark.tsx';
import { useViewer } from '../account/viewer.ts';
import { Icon } from '../frame/Icon.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import { useNow } from '../frame/use-now.ts';
import { ago } from '../formats/times.ts';
import { prepareLine } from './prepare-activity.ts';
import { useActivity } from './use-activity.ts';

const MOST = 5;
const ALL = { studyId: null, topics: null, personId: null };

/** The newest of what whoever looks has not seen, in a few lines; looking here does not count as having seen it. Nothing for a share link. */
export function SinceYouLooked() {
  return useViewer()?.access === 'LINK' ? null : <Panel />;
}

function Panel() {
  const { lines, fresh, problem, readAgain } = useActivity(ALL, MOST);
  const now = useNow(60_000);
  const rows = useMemo(() => lines?.filter(({ isUnseen }) => isUnseen).map((line) => ({ ...prepareLine(line, false), ago: ago(line.at, now) })), [lines, now]);
  return (
    <section className="panel" aria-labelledby="since-heading">
      <header>
        <h2 id="since-heading">Since you last looked</h2>
        <span className="grow" />
        <PageLink className="small" href="/activity">
          All that happened
        </PageLink>
      </header>
      {!rows && !problem && (
        <div className="body" aria-busy="true">
          <div className="skeleton" style={{ height: 140 }} />
        </div>
      )}
      {problem && !rows && <p className="body muted">It could not be read just now.</p>}
      {rows?.length === 0 && <p className="body muted">Nothing that you have not seen.</p>}
      {rows && rows.length > 0 && (
        <ul className="body since">
          {rows.map(({ id, people, icon, sentence, by, href, ago: when, time }) => (
            <li key={id}>
              {people[0] ? <PersonMark name={people[0].name} colour={people[0].colour} /> : <Icon name={icon} isSmall />}
              <span className="what" title={sentence + by}>
                {href ? <PageLink href={href}>{sentence}</PageLink> : sentence}
                {by}
              </span>
              <span className="sub nowrap" title={time.exact}>
                {when}
              </span>
            </li>
          ))}
        </ul>
      )}
      {fresh > 0 && (
        <p className="body">
          <button type="button" className="btn fresh" onClick={readAgain}>
            Show what came since
          </button>
        </p>
      )}
    </section>
  );
}
