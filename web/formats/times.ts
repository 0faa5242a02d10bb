import { NONE } from './numbers.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "35 s", "41 min", "2 h 12 min", "3 d 4 h". */
export function duration(ms: number | null | undefined): string {
  if (ms == null) return NONE;
  if (ms < MINUTE) return `${Math.max(1, Math.round(ms / 1000))} s`;
  if (ms < HOUR) return `${Math.round(ms / MINUTE)} min`;
  if (ms < DAY) return twoUnits(ms, HOUR, 'h', MINUTE, 'min');
  return twoUnits(ms, DAY, 'd', HOUR, 'h');
}

function twoUnits(ms: number, large: number, largeName: string, small: number, smallName: string): string {
  const rounded = Math.round(ms / small) * small;
  const rest = (rounded % large) / small;
  const whole = `${Math.floor(rounded / large)} ${largeName}`;
  return rest === 0 ? whole : `${whole} ${String(rest).padStart(2, '0')} ${smallName}`;
}

/** How long ago, in the one unit that matters: "just now", "12 min ago", "2 h ago", "3 days ago". */
export function ago(iso: string | null | undefined, now: number): string {
  if (!iso) return NONE;
  const ms = now - Date.parse(iso);
  if (ms < MINUTE) return 'just now';
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min ago`;
  if (ms < DAY) return `${Math.floor(ms / HOUR)} h ago`;
  const days = Math.floor(ms / DAY);
  return days === 1 ? '1 day ago' : `${days} days ago`;
}

let isUtc = false;

/** The server does not know the reader's time zone: a page that it draws says its times in UTC until it lives in the browser. */
export function sayTimesInUtc(is: boolean): void {
  isUtc = is;
}

/** "2026-11-24 03:19:38" in the reader's own time zone, or with "UTC" behind it. */
export function moment(iso: string | null | undefined): string {
  if (!iso) return NONE;
  const date = new Date(iso);
  if (isUtc) return `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${clock(date)}`;
}

/** "2026-11-24" in the reader's own time zone. */
export const dayOf = (iso: string): string => moment(iso).slice(0, 10);

/** "03:19:38" in the reader's own time zone, or with "UTC" behind it. */
export function clock(date: Date): string {
  if (isUtc) return `${date.toISOString().slice(11, 19)} UTC`;
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((value) => String(value).padStart(2, '0'))
    .join(':');
}
