import { plural } from '../formats/names.ts';
import { moment } from '../formats/times.ts';
import type { Block, Frozen, Now, Question } from './blocks.ts';
import type { Standing } from './describe-change.ts';

/** A report as it is looked at: part of the page's address, so that a link shows what its sender saw. */
export interface ReportView {
  /** null: the newest */
  version: number | null;
  /** keys of the blocks that show what there is now, or all of them */
  now: 'all' | readonly string[];
}

type Address = { get: (name: string) => string | null };

/** The view in an address; what it names wrongly is as usual. */
export function reportViewOf(address: Address): ReportView {
  const version = address.get('version');
  const now = address.get('now');
  return {
    version: version !== null && /^[1-9]\d{0,8}$/.test(version) ? Number(version) : null,
    now: now === 'all' ? 'all' : (now ?? '').split(',').filter((key) => /^[\w-]{1,40}$/.test(key)),
  };
}

export const isNowShown = ({ now }: ReportView, key: string) => now === 'all' || now.includes(key);

/** The word for the address after one block was switched; null: none shows what there is now. */
export function nowAfter({ now }: ReportView, keys: readonly string[], key: string, isNow: boolean): string | null {
  const shown = new Set(now === 'all' ? keys : now.filter((each) => keys.includes(each)));
  if (isNow) shown.add(key);
  else shown.delete(key);
  if (shown.size === 0) return null;
  return shown.size === keys.length ? 'all' : keys.filter((each) => shown.has(each)).join(',');
}

const KINDS: Record<Question['kind'], string> = { chart: 'Curves', table: 'Values', geometry: 'Geometry', 'paper-cell': 'Cell of the paper’s grid', thread: 'Discussion' };

/** What stands above a block. */
export const blockTitle = (question: Question): string => question.title || KINDS[question.kind];

/** "NC1 formula 1, LOSS formula 1"; empty where no formula took part. */
export const formulasText = (formulas: Record<string, number> | null): string => {
  const versions = Object.entries(formulas ?? {});
  const all = new Set(versions.map(([, version]) => version));
  if (versions.length > 2 && all.size === 1) return `${versions.length} metrics by formula ${[...all][0]}`;
  return versions.map(([id, version]) => `${id} formula ${version}`).join(', ');
};

/** "data of 2026-11-24 03:19:38, NC1 formula 1". */
export function captionOf(frozen: Frozen, now: Now | null, isNow: boolean, readAt: string | null): string {
  const words = isNow && now?.answer ? ['data of now', readAt && `read ${moment(readAt)}`, formulasText(now.formulas)] : [`data of ${moment(frozen.at)}`, formulasText(frozen.formulas)];
  return words.filter(Boolean).join(', ');
}

/** How the blocks together stand to what there is now. */
export function pageStanding(standings: readonly Standing[]): string {
  if (standings.length === 0 || standings.every(({ kind }) => kind === 'unknown')) return '';
  const [changed, gone] = [standings.filter(({ kind }) => kind === 'changed').length, standings.filter(({ kind }) => kind === 'gone').length];
  if (changed + gone === 0) return standings.some(({ kind }) => kind === 'unknown') ? '' : 'All blocks are the same now.';
  return [changed > 0 && `${plural(changed, 'block')} ${changed === 1 ? 'differs' : 'differ'} now`, gone > 0 && `${plural(gone, 'block')} cannot be answered now`].filter(Boolean).join(', ');
}

/** Keys that can be frozen anew: a block that cannot be answered keeps what it has. */
export const refreezable = (blocks: readonly Block[], standings: ReadonlyMap<string, Standing>): string[] => blocks.filter(({ key }) => standings.get(key)?.kind === 'changed').map(({ key }) => key);

export const reportHref = (id: string) => `/reports/${encodeURIComponent(id)}`;
export const exportHref = (id: string, version: number) => `/export/reports/${encodeURIComponent(id)}?version=${version}`;
