import { NONE, THIN } from './numbers.ts';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** "512 B", "12.4 MB": three digits and the decimal unit, as disks are sold by. */
export function bytes(value: number | null | undefined): string {
  if (value == null) return NONE;
  const unit = Math.min(UNITS.length - 1, value < 1 ? 0 : Math.floor(Math.log10(value) / 3 + 1e-9));
  const size = value / 1000 ** unit;
  return `${unit === 0 || size >= 99.95 ? Math.round(size) : Number(size.toPrecision(3))}${THIN}${UNITS[unit]}`;
}
