import type { IconName } from '../frame/Icon.tsx';
import { plural } from '../formats/names.ts';
import { ago, moment } from '../formats/times.ts';
import type { NoticeKind, NoticeLine } from './inbox-documents.ts';

/** Why lines are in an inbox: the word of the filter, the sign, and the word in the address. */
export const KINDS: readonly { kind: NoticeKind; word: string; icon: IconName; inAddress: string }[] = [
  { kind: 'MENTION', word: 'Mentions', icon: 'note', inAddress: 'mentions' },
  { kind: 'REPLY', word: 'Answers', icon: 'note', inAddress: 'answers' },
  { kind: 'REVIEW_ASKED', word: 'Asked of you', icon: 'alert', inAddress: 'asked' },
  { kind: 'VERDICT', word: 'Verdicts', icon: 'check', inAddress: 'verdicts' },
  { kind: 'CHECK_FAILED', word: 'Failed checks', icon: 'cross', inAddress: 'checks' },
];

/** The kinds that an address asks for; null: all. */
export function kindsIn(text: string | null): NoticeKind[] | null {
  const words = text?.split(',') ?? [];
  const kinds = KINDS.filter(({ inAddress }) => words.includes(inAddress)).map(({ kind }) => kind);
  return kinds.length === 0 ? null : kinds;
}

/** The address after a kind was switched on or off; null: all. */
export function withKind(kinds: readonly NoticeKind[] | null, kind: NoticeKind): string | null {
  const next = kinds?.includes(kind) ? kinds.filter((other) => other !== kind) : [...(kinds ?? []), kind];
  return next.length === 0 ? null : KINDS.filter((entry) => next.includes(entry.kind)).map(({ inAddress }) => inAddress).join();
}

export interface InboxRow {
  id: string;
  href: string;
  icon: IconName;
  sentence: string;
  /** who caused it; null: the person at the server, or the program */
  from: { name: string; colour: string } | null;
  /** the beginning of what was written, in one line; null where nothing was, or it was taken back */
  said: string | null;
  /** the study, and that the run is gone */
  where: string;
  when: { text: string; exact: string };
  isUnread: boolean;
}

const LONGEST = 160;

/** A line of the inbox, and the exact place that it is about. */
export function prepareNotice(line: NoticeLine, now: number): InboxRow {
  const { id, kind, from, sender, text, comment, createdAt, readAt, runId, run, study } = line;
  return {
    id, href: placeOf(line), sentence: text,
    icon: KINDS.find((entry) => entry.kind === kind)!.icon,
    from: from === null ? null : { name: from, colour: sender?.colour ?? 'ink-3' },
    said: comment === null || comment.deletedAt !== null ? null : excerpt(comment.body),
    where: [study?.name, runId !== null && run === null && 'the run was deleted'].filter(Boolean).join(', '),
    when: { text: ago(createdAt, now), exact: moment(createdAt) },
    isUnread: readAt === null,
  };
}

/** The run's page with the review open, and the note in it; the study's page where it is about no run, or the run is gone. */
function placeOf({ run, threadId, study }: NoticeLine): string {
  if (run) return `/runs/${encodeURIComponent(run.id)}?review=1${threadId === null ? '' : `&note=${encodeURIComponent(threadId)}`}`;
  return study ? `/studies/${encodeURIComponent(study.slug)}` : '/studies';
}

/** Markdown as one line of text, cut at a word. */
function excerpt(body: string): string {
  const text = body.replace(/\s+/g, ' ').trim();
  if (text.length <= LONGEST) return text;
  const cut = text.slice(0, LONGEST);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), LONGEST - 30))} …`;
}

/** Lines that came since: they wait behind a button, so that nothing moves under the reader. */
export const freshLines = (shown: readonly NoticeLine[], unread: readonly NoticeLine[]): NoticeLine[] => unread.filter(({ id }) => !shown.some((line) => line.id === id));

/** Lines as they are known now, each at its place: one that was read elsewhere is no longer among the unread. */
export function withNews(shown: readonly NoticeLine[], unread: readonly NoticeLine[], isWhole: boolean, at: string): NoticeLine[] {
  return shown.map((line) => {
    const newer = unread.find(({ id }) => id === line.id);
    if (newer) return newer;
    return isWhole && line.readAt === null ? { ...line, readAt: at } : line;
  });
}

/** What the bell shows and says. Nothing is told before it is known, nor when nothing is unread. */
export function bellWords(unread: number | null): { badge: string | null; name: string; told: string } {
  if (unread === null || unread === 0) return { badge: null, name: unread === null ? 'Inbox' : 'Inbox, nothing unread', told: '' };
  return { badge: unread > 99 ? '99+' : String(unread), name: `Inbox, ${unread} unread`, told: `${plural(unread, 'line')} unread in your inbox` };
}
