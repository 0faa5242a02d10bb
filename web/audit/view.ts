import type { AuditFilter } from './audit-documents.ts';

/** Which entries are wanted, as the address says it; an empty text does not restrict. */
export interface AuditView {
  person: string;
  action: string;
  object: string;
  /** first and last day, "2026-11-26", in the reader's own time zone */
  from: string;
  to: string;
  result: 'all' | 'done' | 'refused';
}

export type TextField = 'person' | 'action' | 'object' | 'from' | 'to';

export function viewIn(search: URLSearchParams): AuditView {
  const text = (name: string) => search.get(name)?.trim() ?? '';
  const result = search.get('result');
  return { person: text('person'), action: text('action'), object: text('object'), from: dayIn(text('from')), to: dayIn(text('to')), result: result === 'done' || result === 'refused' ? result : 'all' };
}

/** A day that there is; else nothing. */
const dayIn = (text: string) => (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : '');

/** The beginning of a day in the reader's own time zone, so many days on. */
function startOf(day: string, daysOn = 0): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return new Date(year, month - 1, date + daysOn).toISOString();
}

/** The same for the server: several actions stand with commas, the last day counts whole. */
export function filterOf({ person, action, object, from, to, result }: AuditView): AuditFilter {
  return {
    ...(person && { person }),
    ...(action && { action: actionsIn(action) }),
    ...(object && { subject: object }),
    ...(from && { since: startOf(from) }),
    ...(to && { before: startOf(to, 1) }),
    ...(result !== 'all' && { isRefused: result === 'refused' }),
  };
}

const actionsIn = (text: string) => text.split(/[\s,]+/).filter(Boolean);

/** Where the same entries are a file. */
export function exportHref(view: AuditView, format: 'csv' | 'ndjson'): string {
  const { action, isRefused, ...rest } = filterOf(view);
  const query = new URLSearchParams(Object.entries(rest) as [string, string][]);
  if (action) query.set('action', action.join());
  if (isRefused != null) query.set('refused', isRefused ? '1' : '0');
  const text = query.toString();
  return `/export/audit.${format}${text && `?${text}`}`;
}

export const isWhole = (view: AuditView): boolean => Object.keys(filterOf(view)).length === 0;
