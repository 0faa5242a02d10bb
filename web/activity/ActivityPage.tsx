'use client';
import { useMemo } from 'react';
import { useStudies } from '../studies/use-studies.ts';
import { Failure } from '../frame/Failure.tsx';
import { useAddress } from '../frame/use-address.ts';
import { useNow } from '../frame/use-now.ts';
import { ActivityDays } from './ActivityDays.tsx';
import { freshWords, prepareActivity } from './prepare-activity.ts';
import { type ActivityReading, useActivity } from './use-activity.ts';
import { useSeen } from './use-seen.ts';
import { type ActivityView, TOPICS, viewIn, withTopic } from './view.ts';

const FIRST = 40;

/** What happened, in all studies or one, by topic and person; what is chosen stands in the address. */
export function ActivityPage() {
  const { search, change } = useAddress();
  const view = useMemo(() => viewIn(search), [search]);
  const reading = useActivity(view, FIRST);
  const now = useNow(60_000);
  const isWhole = view.topics === null && view.personId === null;
  // of a part alone the rest was not seen
  useSeen(isWhole ? reading.lines : null);
  const prepared = useMemo(() => reading.lines && prepareActivity(reading.lines, view.studyId !== null, now), [reading.lines, view.studyId, now]);
  return (
    <div className="stack narrow-page">
      <div className="row">
        <h1>What happened</h1>
        {prepared && prepared.newCount > 0 && <span className="muted">{prepared.newCount} new to you</span>}
        <span className="grow" />
        <Choices view={view} people={reading.people} change={change} />
      </div>
      <Topics view={view} change={change} />
      <span role="status">
        {reading.fresh > 0 && (
          <button type="button" className="btn fresh" onClick={reading.readAgain}>
            {freshWords(reading.fresh, FIRST)}
          </button>
        )}
      </span>
      <List reading={reading} prepared={prepared} isWhole={isWhole} />
    </div>
  );
}

type Change = (changes: Record<string, string | null>) => void;

function Choices({ view, people, change }: { view: ActivityView; people: ActivityReading['people']; change: Change }) {
  const studies = useStudies();
  const isListed = view.personId === null || people.some(({ id }) => id === view.personId);
  return (
    <>
      <select className="field by-person" aria-label="Of which study" value={view.studyId ?? ''} onChange={({ target }) => change({ study: target.value || null })}>
        <option value="">All studies</option>
        {studies.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
        {view.studyId !== null && !studies.some(({ id }) => id === view.studyId) && <option value={view.studyId}>One study</option>}
      </select>
      {(people.length > 0 || !isListed) && (
        <select className="field by-person" aria-label="By whom" value={view.personId ?? ''} onChange={({ target }) => change({ by: target.value || null })}>
          <option value="">By anybody</option>
          {people.map(({ id, name }) => (
            <option key={id} value={id}>
              By {name}
            </option>
          ))}
          {!isListed && <option value={view.personId!}>By one person</option>}
        </select>
      )}
    </>
  );
}

function Topics({ view, change }: { view: ActivityView; change: Change }) {
  return (
    <fieldset className="row tight kinds">
      <legend className="hide">What it tells of</legend>
      {TOPICS.map(({ topic, word }) => (
        <button key={topic} type="button" className="chip choice" aria-pressed={view.topics?.includes(topic) ?? false} onClick={() => change({ about: withTopic(view.topics, topic) })}>
          {word}
        </button>
      ))}
    </fieldset>
  );
}

function List({ reading: { lines, problem, readAgain, readMore }, prepared, isWhole }: { reading: ActivityReading; prepared: ReturnType<typeof prepareActivity> | null; isWhole: boolean }) {
  if (problem && !lines) return <section className="panel"><Failure problem={problem} onAgain={readAgain} /></section>;
  if (!prepared) return <div className="panel body" aria-busy="true"><div className="skeleton" style={{ height: 320, margin: 14 }} /></div>;
  if (prepared.days.length === 0) {
    return (
      <div className="panel state">
        <b>{isWhole ? 'Nothing has happened so far' : 'Nothing of this kind has happened'}</b>
        <p>Runs that start and end, notes, verdicts, checks and reports stand here, the newest first.</p>
      </div>
    );
  }
  return (
    <>
      <ActivityDays prepared={prepared} />
      {problem && <Failure problem={problem} />}
      {readMore && (
        <button type="button" className="btn" onClick={readMore}>
          Show more
        </button>
      )}
    </>
  );
}
