import { plural } from '../formats/names.ts';
import type { Extent } from './extent.ts';
import type { Moment, Motion } from './motion.ts';
import { exampleMark, type Place, type Shape, type Size } from './shapes.ts';

/** Sizes of a scene to be read, and of a still frame. */
const LARGE = { margin: [44, 44], disc: 7, diamond: 4.5, example: 2.6, ring: 12, stick: 3, thin: 1.75, line: 1.25, ringLine: 1.6, centre: 3 };
const SMALL: typeof LARGE = { margin: [8, 8], disc: 2.5, diamond: 1.8, example: 1, ring: 4, stick: 1.25, thin: 1, line: 1, ringLine: 1, centre: 1.5 };

/** Three classes on the plane of their simplex: the target's triangle, examples below, means and classifiers above. */
export function planeScene(motion: Motion, moment: Moment, extent: Extent, size: Size, isSmall = false): Shape[] {
  const look = isSmall ? SMALL : LARGE;
  const { at, centre } = planePlaces(motion.dimensions, extent, size, look.margin as unknown as Place);
  const { classes, target } = motion;
  const corners = classes.map((_, i) => at(target, i));
  const examples = moment.exampleLabels.map((label, k) => ({ label, at: moment.examples ? at(moment.examples, k) : null }));
  const inside = examples.filter((each): each is { label: number; at: Place } => each.at !== null && isInside(each.at, size));
  const arrows = [...classes.map((_, i) => at(moment.means, i)), ...(moment.classifiers ? classes.map((_, i) => at(moment.classifiers!, i)) : [])];
  const outside = arrows.filter((end) => !isInside(end, size)).length;
  return [
    { kind: 'outline', points: corners, colour: 'etf', width: look.line, dash: isSmall ? [3, 2] : [5, 4] },
    ...inside.map(
      ({ label, at: place }): Shape => ({ kind: 'mark', mark: exampleMark(classes.indexOf(label)), at: place, radius: look.example, colour: 'examples', opacity: isSmall ? 0.7 : 0.85 }),
    ),
    ...corners.map((corner): Shape => ({ kind: 'ring', at: corner, radius: look.ring, colour: 'etf', width: look.ringLine, dash: isSmall ? [] : [4, 3] })),
    ...classes.flatMap((_, i) => arrow(centre, at(moment.means, i), 'means', look)),
    ...(moment.classifiers ? classes.flatMap((_, i) => arrow(centre, at(moment.classifiers!, i), 'classifiers', look)) : []),
    { kind: 'mark', mark: 'disc', at: centre, radius: look.centre, colour: 'ink' },
    ...(isSmall ? [] : corners.map((corner, i) => cornerName(corner, centre, motion.names[classes[i]!]!))),
    ...(isSmall ? [] : outsideNote(outside, moment.examples ? examples.length - inside.length : 0, size)),
  ];
}

/** One scale for both axes; the middle of all that is reached stands in the middle of the picture. */
function planePlaces(d: number, extent: Extent, { width, height }: Size, [marginX, marginY]: Place) {
  const [reachX, reachY] = [extent.left + extent.right || 1, extent.up + extent.down];
  const scale = Math.min((width - 2 * marginX) / reachX, reachY > 0 ? (height - 2 * marginY) / reachY : Number.POSITIVE_INFINITY);
  const centre: Place = [width / 2 - ((extent.right - extent.left) / 2) * scale, height / 2 + ((extent.up - extent.down) / 2) * scale];
  const at = (vectors: readonly number[], i: number): Place => [centre[0] + vectors[d * i]! * scale, centre[1] - (d > 1 ? vectors[d * i + 1]! : 0) * scale];
  return { at, centre };
}

/** What the scale leaves outside of the picture is counted in its corner. */
export function outsideNote(arrows: number, examples: number, { height }: Size): Shape[] {
  const parts = [...(arrows > 0 ? [plural(arrows, 'arrow')] : []), ...(examples > 0 ? [plural(examples, 'example')] : [])];
  if (parts.length === 0) return [];
  return [{ kind: 'text', at: [14, height - 10], text: `${parts.join(', ')} outside the picture`, colour: 'ink-3', size: 11, anchor: 'start' }];
}

export const isInside = ([x, y]: Place, { width, height }: Size) => x >= 0 && y >= 0 && x <= width && y <= height;

export function arrow(from: Place, to: Place, of: 'means' | 'classifiers', look: { stick: number; thin: number; disc: number; diamond: number }, opacity = 1): Shape[] {
  const isMean = of === 'means';
  return [
    { kind: 'line', from, to, colour: of, width: isMean ? look.stick : look.thin, opacity },
    { kind: 'mark', mark: isMean ? 'disc' : 'diamond', at: to, radius: isMean ? look.disc : look.diamond, colour: of, isRimmed: true, opacity },
  ];
}

/** Outside of the ring, away from the centre. */
function cornerName([x, y]: Place, [, middle]: Place, text: string): Shape {
  return { kind: 'text', at: [x, y + (y < middle ? -24 : 26)], text, colour: 'ink', size: 12, isBold: true, anchor: 'middle' };
}
