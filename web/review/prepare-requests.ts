import { ago, moment } from '../formats/times.ts';
import type { ReviewRequest } from './review-documents.ts';

export interface RequestRow {
  id: string;
  name: string;
  colour: string;
  /** since when, and by whom */
  asked: { text: string; exact: string };
  /** which runs it is about, where that is not plain from where it stands */
  about: string | null;
  mayWithdraw: boolean;
}

interface Self {
  access: string;
  person: string | null;
  userId: string | null;
}

/** Whose verdicts are waited for, the longest first. Who asked, who was asked and admins may withdraw. */
export function prepareRequests(requests: readonly (ReviewRequest & { about?: string })[], self: Self | null, now: number): RequestRow[] {
  return requests
    .toSorted((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt))
    .map(({ id, createdAt, askedBy, reviewer, about }) => ({
      id,
      name: reviewer?.name ?? 'Somebody',
      colour: reviewer?.colour ?? 'ink-3',
      asked: { text: `asked ${ago(createdAt, now)}${askedBy ? ` by ${askedBy === self?.person ? 'you' : askedBy}` : ''}`, exact: moment(createdAt) },
      about: about ?? null,
      mayWithdraw: self !== null && (self.access === 'ADMIN' || (reviewer !== null && reviewer.id === self.userId) || (askedBy !== null && askedBy === self.person)),
    }));
}
