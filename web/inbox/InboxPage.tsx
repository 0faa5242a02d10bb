'use client';
import { useMemo, useRef } from 'react';
import { useViewer } from '../account/viewer.ts';
import { plural } from '../formats/names.ts';
import { Failure } from '../frame/Failure.tsx';
import { useShortcuts } from '../frame/shortcuts.ts';
import { useAddress } from '../frame/use-address.ts';
import { useNow } from '../frame/use-now.ts';
import { InboxList } from './InboxList.tsx';
import { focusedLine, stepFocus } from './line-focus.ts';
import { KINDS, kindsIn, prepareNotice, withKind } from './prepare-inbox.ts';
import { type InboxReading, useInbox } from './use-inbox.ts';
import { useUnreadCount } from './unread-count.ts';

/** What others said to whoever looks, asked of them and decided; which kinds stands in the address. */
export function InboxPage() {
  const viewer = useViewer();
  return (
    <div className="stack narrow-page">
      <h1>Inbox</h1>
      {viewer && viewer.userId === null ? <NoInbox isLocal={viewer.isLocal} /> : <Inbox />}
    </div>
  );
}

function Inbox() {
  const { search, change } = useAddress();
  const kinds = useMemo(() => kindsIn(search.get('kind')), [search]);
  const reading = useInbox(kinds);
  const unread = useUnreadCount();
  const list = useRef<HTMLDivElement>(null);
  const latest = useRef(reading);
  latest.current = reading;
  useShortcuts(useMemo(() => [
    { key: 'j', does: 'Next line of the inbox', act: () => stepFocus(list.current, 1) },
    { key: 'k', does: 'Line before', act: () => stepFocus(list.current, -1) },
    { key: 'e', does: 'Mark the line as read', act: () => markFocused(list.current, latest.current) },
  ], []));
  const { state, problem, fresh } = { ...reading, fresh: reading.state?.fresh.length ?? 0 };
  return (
    <>
      <div className="row">
        <fieldset className="row tight kinds">
          <legend className="hide">Which lines</legend>
          {KINDS.map(({ kind, word }) => (
            <button key={kind} type="button" className="chip choice" aria-pressed={kinds?.includes(kind) ?? false} onClick={() => change({ kind: withKind(kinds, kind) })}>
              {word}
            </button>
          ))}
        </fieldset>
        <span className="grow" />
        {(unread ?? 0) > 0 && (
          <button type="button" className="btn" onClick={reading.markAll}>
            Mark all as read
          </button>
        )}
      </div>
      {reading.markProblem && <Failure problem={reading.markProblem} />}
      <span role="status">
        {fresh > 0 && (
          <button type="button" className="btn fresh" onClick={reading.showFresh}>
            Show {plural(fresh, 'new line')}
          </button>
        )}
      </span>
      {problem && (
        <section className="panel">
          <Failure problem={problem} onAgain={reading.readAgain} />
        </section>
      )}
      {state ? <Lines reading={reading} state={state} list={list} isFiltered={kinds !== null} /> : !problem && <div className="panel body" aria-busy="true"><div className="skeleton" style={{ height: 240, margin: 14 }} /></div>}
    </>
  );
}

function Lines({ reading, state, list, isFiltered }: { reading: InboxReading; state: NonNullable<InboxReading['state']>; list: React.RefObject<HTMLDivElement | null>; isFiltered: boolean }) {
  const now = useNow(60_000);
  const unread = useMemo(() => state.unread.map((line) => prepareNotice(line, now)), [state.unread, now]);
  const read = useMemo(() => state.read.map((line) => prepareNotice(line, now)), [state.read, now]);
  if (unread.length + read.length === 0) {
    return (
      <div className="panel state">
        <b>{isFiltered ? 'Nothing of this kind' : 'Nothing has come so far'}</b>
        <p>Mentions of you in notes, answers in threads you wrote in, verdicts asked of you, and verdicts on your runs stand here.</p>
      </div>
    );
  }
  return (
    <div className="stack" ref={list}>
      <InboxList title="Unread" rows={unread} empty="Nothing is unread." onRead={reading.mark} />
      {read.length > 0 && <InboxList title="Read before" rows={read} onRead={reading.mark} />}
      {reading.readMore && (
        <button type="button" className="btn" onClick={reading.readMore}>
          Show more
        </button>
      )}
      <p className="muted small no-phone">
        <kbd>j</kbd> and <kbd>k</kbd> step through the lines, <kbd>Enter</kbd> opens one, <kbd>e</kbd> marks it as read.
      </p>
    </div>
  );
}

function markFocused(list: HTMLElement | null, { state, mark }: InboxReading): void {
  const id = focusedLine(list);
  if (id !== null && state?.unread.some((line) => line.id === id && line.readAt === null)) mark(id);
}

function NoInbox({ isLocal }: { isLocal: boolean }) {
  return (
    <div className="panel state">
      <b>There is no inbox here</b>
      <p>{isLocal ? 'Nobody signs in on this machine, so nobody can be called or asked. From the first person on, who has signed in has an inbox.' : 'A share link shows one study and belongs to no person.'}</p>
    </div>
  );
}
