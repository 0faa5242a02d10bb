import type { IconName } from '../frame/Icon.tsx';
import { clock, dayOf, moment } from '../formats/times.ts';
import { runsHref } from '../studies/prepare-study.ts';
import type { ActivityLine } from './activity-documents.ts';

export interface ActivityRow {
  id: string;
  /** "14:03" in the reader's own time zone */
  time: { text: string; exact: string };
  icon: IconName;
  people: { id: string; name: string; colour: string }[];
  /** a plain sentence without its end, and who did it: ", by Ada and Bob" */
  sentence: string;
  by: string;
  href: string | null;
  /** where only one study is shown, it is not said again */
  study: { name: string; href: string } | null;
  isNew: boolean;
}

export interface ActivityDay {
  /** "2026-11-26" */
  day: string;
  title: string;
  rows: ActivityRow[];
}

export interface PreparedActivity {
  days: ActivityDay[];
  /** in front of which row what the reader has not seen ends, and since when; null: nothing is new, or nothing was seen before */
  lastLook: { beforeId: string; text: string } | null;
  newCount: number;
}

const DAY = 86_400_000;

/** What happened, by days, the newest first. */
export function prepareActivity(lines: readonly ActivityLine[], isOfOneStudy: boolean, now: number): PreparedActivity {
  const days: ActivityDay[] = [];
  for (const line of lines) {
    const day = dayOf(line.at);
    if (days.at(-1)?.day !== day) days.push({ day, title: dayTitle(day, now), rows: [] });
    days.at(-1)!.rows.push(prepareLine(line, isOfOneStudy));
  }
  return { days, lastLook: lastLookOf(lines), newCount: lines.filter(({ isUnseen }) => isUnseen).length };
}

/** The line stands where the first thing follows that was seen before; above it all is new. */
function lastLookOf(lines: readonly ActivityLine[]): PreparedActivity['lastLook'] {
  const first = lines.findIndex(({ isUnseen }) => !isUnseen);
  const at = lines[first]?.study?.lastLookAt;
  return first < 1 || !at ? null : { beforeId: lines[first]!.id, text: `Above: new since you last looked, ${moment(at).slice(0, 16)}` };
}

export function prepareLine(line: ActivityLine, isOfOneStudy: boolean): ActivityRow {
  const { id, kind, words, at, since, count, people, study, isUnseen } = line;
  return {
    id, people, sentence: words, isNew: isUnseen,
    time: { text: clock(new Date(at)).slice(0, 5), exact: count > 1 ? `${moment(since)} to ${moment(at)}` : moment(at) },
    icon: iconOf(kind),
    by: people.length === 0 ? '' : `, by ${listed(people.map(({ name }) => name))}`,
    href: placeOf(line),
    study: isOfOneStudy || !study ? null : { name: study.name, href: studyHref(study.slug) },
  };
}

const studyHref = (slug: string) => `/studies/${encodeURIComponent(slug)}`;

function dayTitle(day: string, now: number): string {
  if (day === dayOf(new Date(now).toISOString())) return `Today, ${day}`;
  return day === dayOf(new Date(now - DAY).toISOString()) ? `Yesterday, ${day}` : day;
}

/** "Ada", "Ada and Bob", "Ada, Bob and Cleo" */
const listed = (names: readonly string[]) => (names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`);

const ICONS: Record<string, IconName> = {
  'run.queued': 'queued', 'run.started': 'running', 'run.resumed': 'running', 'run.terminal-phase': 'half', 'run.completed': 'check',
  'run.failed': 'cross', 'run.diverged': 'alert', 'run.cancelled': 'none', 'run.paused': 'pause', 'run.edited': 'note', 'run.imported': 'full', 'run.deleted': 'cross',
  'study.created': 'full', 'study.edited': 'note', 'review.thread': 'note', 'review.verdict': 'half', 'review.asked': 'alert', 'review.report': 'note', 'review.check': 'eye',
};
const iconOf = (kind: string): IconName => ICONS[kind] ?? 'none';

/** The exact place where it is seen; null where it is gone. */
function placeOf({ kind, subject, runs, study }: ActivityLine): string | null {
  const run = runs.length === 1 ? `/runs/${encodeURIComponent(runs[0]!.id)}` : null;
  if (kind === 'run.deleted') return null;
  if (kind === 'review.report' && subject !== null) return `/reports/${encodeURIComponent(subject)}`;
  if (kind === 'review.check' && study) return `${studyHref(study.slug)}/checks`;
  if (run && kind === 'review.thread') return `${run}?review=1${subject === null ? '' : `&note=${encodeURIComponent(subject)}`}`;
  if (run && (kind === 'review.verdict' || kind === 'review.asked')) return `${run}?review=1`;
  if (run) return run;
  if (!study) return null;
  return runs.length > 1 ? runsHref(study.id) : studyHref(study.slug);
}

/** The newest entry of each study in what is shown, of studies in which something is new: what marks them as seen. */
export function looksAt(lines: readonly ActivityLine[]): { studyId: string; cursor: string }[] {
  const looks = new Map<string, string>();
  for (const { id, study, isUnseen } of lines) if (study && isUnseen && !looks.has(study.id)) looks.set(study.id, id);
  return [...looks].map(([studyId, cursor]) => ({ studyId, cursor }));
}

/** How many entries came in front of what is shown. */
export function freshCount(shown: readonly ActivityLine[], newest: readonly ActivityLine[]): number {
  const first = shown[0] ? BigInt(shown[0].id) : 0n;
  return newest.filter(({ id }) => BigInt(id) > first).length;
}

/** "Show 3 new"; `most` is how many were looked at. */
export const freshWords = (fresh: number, most: number): string => `Show ${fresh < most ? fresh : `${most} or more`} new`;

/** Everybody who did something in what was read, by name: whom one can choose. */
export function peopleIn(known: readonly ActivityRow['people'][number][], lines: readonly ActivityLine[]): ActivityRow['people'] {
  const people = new Map([...known, ...lines.flatMap((line) => line.people)].map((person) => [person.id, person]));
  return [...people.values()].sort((a, b) => a.name.localeCompare(b.name));
}
