import { coloured } from '../charts/coloured.ts';
import { MARKS } from '../charts/marks.ts';
import type { Group } from './prepare-groups.ts';

/** How a group is drawn, in small: its line, dash and mark. */
export function Swatch({ look }: Pick<Group, 'look'>) {
  return (
    <svg className="swatch plot-mark" viewBox="0 0 26 12" aria-hidden="true" style={coloured(look?.colour ?? 'ink-3')}>
      <path className="line" d="M0,6H26" strokeDasharray={look?.dash ?? undefined} />
      {look && <path className={look.isHollow ? 'mark hollow' : 'mark'} d={MARKS[look.mark](13, 6, 3)} />}
    </svg>
  );
}
