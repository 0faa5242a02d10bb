import type { CustomScaleDefinition } from 'recharts';
import type { Range } from './model.ts';

/** Height of the strip below the break of a log axis, and how far above its lower edge the zeros stand. */
export const RAIL_HEIGHT = 20;
export const RAIL_OFFSET = 7;

/** From a value to pixels; the shape that Recharts takes for its axes. */
export type Scale = CustomScaleDefinition<number>;
type Placement = (domain: Range, range: Range) => (value: number) => number;

const linear: Placement =
  ([low, high], [start, end]) =>
  (value) =>
    start + ((value - low) / (high - low)) * (end - start);

const logarithmic: Placement =
  ([low, high], [start, end]) =>
  (value) =>
    start + (Math.log(value / low) / Math.log(high / low)) * (end - start);

/** Positive values above the break; an exact zero stands on the rail, not at the smallest positive value. */
const withRail: Placement = (domain, [start, end]) => {
  const direction = Math.sign(end - start);
  const positive = logarithmic(domain, [start + direction * RAIL_HEIGHT, end]);
  return (value) => (value === 0 ? start + direction * RAIL_OFFSET : positive(value));
};

/** Recharts sets domain and range on a copy, so that a scale handed in is never changed behind its owner's back. */
function scaleOf(place: Placement, domain: Range, range: Range): Scale {
  let currentDomain: readonly number[] = domain;
  let currentRange: readonly number[] = range;
  const ends = (pair: readonly number[]): Range => [pair[0]!, pair[pair.length - 1]!];
  const scale = ((value: number) => place(ends(currentDomain), ends(currentRange))(value)) as Scale;
  scale.domain = ((next?: readonly number[]) => {
    if (!next) return currentDomain;
    currentDomain = next;
    return scale;
  }) as Scale['domain'];
  scale.range = ((next?: readonly number[]) => {
    if (!next) return currentRange;
    currentRange = next;
    return scale;
  }) as Scale['range'];
  scale.copy = () => scaleOf(place, ends(currentDomain), ends(currentRange));
  return scale;
}

export const linearScale = (domain: Range, range: Range): Scale => scaleOf(linear, domain, range);
export const logScale = (domain: Range, range: Range): Scale => scaleOf(logarithmic, domain, range);
/** Log scale over a zero rail: `range` includes the strip of the rail. */
export const railScale = (domain: Range, range: Range): Scale => scaleOf(withRail, domain, range);
