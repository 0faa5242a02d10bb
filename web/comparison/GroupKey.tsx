import { coloured } from '../charts/coloured.ts';
import { MARKS } from '../charts/marks.ts';
import type { KeyEntry } from './prepare-groups.ts';

const ROW = 18;
const COLUMN = 200;

const columnsIn = (width: number) => Math.max(1, Math.floor(width / COLUMN));
export const keyHeight = (count: number, width: number): number => Math.ceil(count / columnsIn(width)) * ROW;

/** Names and looks of the groups below a picture, where no list stands beside it; part of an SVG. */
export function GroupKey({ entries, width, y }: { entries: readonly KeyEntry[]; width: number; y: number }) {
  const columns = columnsIn(width);
  return entries.map(({ key, title, look }, i) => (
    <g key={key} transform={`translate(${(i % columns) * COLUMN},${y + Math.floor(i / columns) * ROW})`} style={coloured(look?.colour ?? 'ink-3')}>
      <path className="line" strokeWidth={1.6} strokeDasharray={look?.dash ?? undefined} d="M0,8H26" />
      {look && <path className={look.isHollow ? 'mark hollow' : 'mark'} d={MARKS[look.mark](13, 8, 3)} />}
      <text x={34} y={12}>
        {title}
      </text>
    </g>
  ));
}
