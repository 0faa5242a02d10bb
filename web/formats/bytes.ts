import { NONE, THIN } from './numbers.ts';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** "512 B", "12.4 MB": three digits and the decimal unit, as disks are sold by. */
export function bytes(value: number | null | undefined): string {
  if (value == null) return NONE;
  const rounded = Number(value.toPrecision(3));
  const unit = Math.min(UNITS.length - 1, rounded < 1 ? 0 : Math.floor(Math.log10(rounded) / 3 + 1e-9));
  return `${Number((rounded / 1000 ** unit).toPrecision(4))}${THIN}${UNITS[unit]}`;
}
