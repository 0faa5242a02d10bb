import { useId } from 'react';
import { PersonMark } from '../account/PersonMark.tsx';
import { Icon } from '../frame/Icon.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import type { InboxRow } from './prepare-inbox.ts';

/** Lines of an inbox under a heading; opening one marks it as read. */
export function InboxList({ title, rows, empty, onRead }: { title: string; rows: readonly InboxRow[]; empty?: string; onRead: (id: string) => void }) {
  const heading = useId();
  const unread = rows.filter(({ isUnread }) => isUnread).length;
  return (
    <section className="panel" aria-labelledby={heading}>
      <header>
        <h2 id={heading}>{title}</h2>
        {empty && unread > 0 && <span className="fig">{unread}</span>}
      </header>
      {rows.length === 0 ? (
        <p className="body muted">{empty}</p>
      ) : (
        <ul className="body lines">
          {rows.map((row) => (
            <Line key={row.id} row={row} onRead={() => onRead(row.id)} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Line({ row: { id, href, icon, sentence, from, said, where, when, isUnread }, onRead }: { row: InboxRow; onRead: () => void }) {
  return (
    <li className={isUnread ? 'unread' : undefined}>
      {from ? <PersonMark colour={from.colour} name={from.name} /> : <Icon name={icon} />}
      <span className="line-text">
        <PageLink className="name" href={href} data-line={id} onClick={isUnread ? onRead : undefined}>
          {isUnread && <span className="hide">Unread: </span>}
          {from && `${from.name}: `}
          {sentence}
        </PageLink>
        {said && <span className="said-line">{said}</span>}
        <span className="sub">
          {where && `${where}, `}
          <time title={when.exact}>{when.text}</time>
        </span>
      </span>
      {isUnread && (
        <button type="button" className="btn plain" onClick={onRead} aria-label={`Mark as read: ${sentence}`}>
          <Icon name="check" isSmall />
          <span className="no-phone">Mark as read</span>
        </button>
      )}
    </li>
  );
}
