import { NEEDS } from '../account/may.ts';
import { moment } from '../formats/times.ts';
import type { AuditLine } from './audit-documents.ts';

export interface AuditRow {
  id: string;
  at: { text: string; exact: string };
  /** "Ada", "the person at this machine", "a share link", "a stranger" */
  who: string;
  role: string;
  action: string;
  object: string | null;
  /** the code it was refused with; null: it was done */
  refusal: string | null;
  /** the whole entry, in its order */
  details: { name: string; text: string }[];
  before: string | null;
  after: string | null;
}

export function prepareAudit(lines: readonly AuditLine[]): AuditRow[] {
  return lines.map((line) => {
    const { id, at, caller, role, action, subject, refusal, before, after } = line;
    return {
      id, action, refusal, object: subject,
      at: { text: moment(at), exact: at },
      who: whoOf(line),
      role: role?.toLowerCase() ?? '',
      details: [
        { name: 'Entry', text: id },
        { name: 'Time', text: at },
        { name: 'Came by', text: caller === null ? 'nothing that is known' : caller },
        ...(subject === null ? [] : [{ name: 'Object', text: subject }]),
        ...(refusal === null ? [] : [{ name: 'Refused with', text: refusal }]),
      ],
      before: pretty(before),
      after: pretty(after),
    };
  });
}

function whoOf({ person, caller, role }: AuditLine): string {
  if (person !== null) return person;
  if (caller === 'local') return 'the person at this machine';
  if (caller === 'host') return 'a command on the machine of the database';
  if (caller === null) return 'a stranger';
  return role === null ? 'a share link' : 'a program';
}

const pretty = (value: unknown): string | null => (value == null ? null : JSON.stringify(value, null, 2));

/** Names of actions that can be sought: what these pages do, signing in and out, and whatever stands in the entries. */
export function actionsKnown(lines: readonly AuditLine[]): string[] {
  return [...new Set([...Object.keys(NEEDS), 'signIn', 'signOut', 'openShareLink', 'useInvite', ...lines.map(({ action }) => action)])].sort((a, b) => a.localeCompare(b));
}

/** Names that can be sought: those who are there now, and those in the entries. */
export const peopleKnown = (names: readonly string[], lines: readonly AuditLine[]): string[] =>
  [...new Set([...names, ...lines.flatMap(({ person }) => person ?? [])])].sort((a, b) => a.localeCompare(b));
