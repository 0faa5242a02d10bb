import { Fragment } from 'react';
import { PersonMark } from '../account/PersonMark.tsx';
import { Icon } from '../frame/Icon.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import type { ActivityRow, PreparedActivity } from './prepare-activity.ts';

const MOST_MARKS = 3;

/** What happened, day by day, with a line where what is new to the reader ends. */
export function ActivityDays({ prepared: { days, lastLook } }: { prepared: PreparedActivity }) {
  return (
    <section className="panel" aria-label="What happened">
      {days.map(({ day, title, rows }) => (
        <Fragment key={day}>
          <h2 className="day">{title}</h2>
          <ul className="happened">
            {rows.map((row) => (
              <Fragment key={row.id}>
                {lastLook?.beforeId === row.id && <li className="last-look">{lastLook.text}</li>}
                <Entry row={row} />
              </Fragment>
            ))}
          </ul>
        </Fragment>
      ))}
    </section>
  );
}

function Entry({ row: { time, icon, people, sentence, by, href, study, isNew } }: { row: ActivityRow }) {
  return (
    <li>
      <time title={time.exact}>{time.text}</time>
      <span className="who-did">
        {people.length === 0 ? <Icon name={icon} /> : people.slice(0, MOST_MARKS).map(({ id, name, colour }) => <PersonMark key={id} name={name} colour={colour} />)}
      </span>
      <span className="what">
        {href ? <PageLink href={href}>{sentence}</PageLink> : sentence}
        {by}
        {study && (
          <span className="muted">
            <PageLink href={study.href}>{study.name}</PageLink>
          </span>
        )}
        {isNew && <span className="new-dot">new</span>}
      </span>
    </li>
  );
}
