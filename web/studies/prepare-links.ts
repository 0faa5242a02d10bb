import { endOf } from '../account/prepare-tokens.ts';
import { plural } from '../formats/names.ts';
import { ago, moment } from '../formats/times.ts';
import type { ShareLinkEntry } from './studies-documents.ts';

/** Where a link can lead; an address of one's own beside these. */
export const linkPlaces = (study: { slug: string; id: string }): { path: string; word: string }[] => [
  { path: `studies/${study.slug}`, word: 'this page' },
  { path: 'runs', word: 'the table of its runs' },
  { path: `paper?study=${study.id}`, word: 'the paper’s figures' },
  { path: 'geometry', word: 'the geometry' },
];

/** "runs/run_1?tab=depth" of what somebody pasted: a whole address of this server, or one with its first slash. Null for what leads elsewhere. */
export function pathIn(text: string, origin: string): string | null {
  const trimmed = text.trim();
  if (/^[a-z]+:/i.test(trimmed) && !trimmed.startsWith(`${origin}/`)) return null;
  const path = trimmed.replace(origin, '').replace(/^\/+/, '').replace(/#.*$/, '');
  return /^[\w-][\w\-./~%]*(\?[\w\-./~%&=,:+]*)?$/.test(path) ? path : null;
}

export interface LinkRow {
  id: string;
  opens: string;
  names: string;
  used: { text: string; exact: string };
  ends: { text: string; exact: string; isSoon: boolean };
  by: string;
  isOver: boolean;
}

/** Links that still open first; each says where it leads, and how often it was used. */
export function prepareLinks(links: readonly ShareLinkEntry[], study: { slug: string; id: string }, self: string | null, now: number): LinkRow[] {
  const rows = links.map(({ id, path, showsNames, createdBy, expiresAt, revokedAt, useCount, lastUsedAt }) => {
    const isOver = revokedAt !== null || Date.parse(expiresAt) <= now;
    return {
      id,
      opens: linkPlaces(study).find((place) => place.path === path)?.word ?? (path === '' ? 'the table of its runs' : `/${path}`),
      names: showsNames ? 'shown' : 'hidden',
      used: { text: useCount === 0 ? 'never' : `${plural(useCount, 'time')}, ${ago(lastUsedAt, now)}`, exact: moment(lastUsedAt) },
      ends: revokedAt !== null ? { text: 'revoked', exact: moment(revokedAt), isSoon: false } : endOf(expiresAt, now),
      by: createdBy === null ? 'nobody signed in' : createdBy === self ? 'you' : 'somebody else',
      isOver,
    };
  });
  return rows.sort((a, b) => Number(a.isOver) - Number(b.isOver));
}
