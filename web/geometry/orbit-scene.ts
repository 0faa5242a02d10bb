import type { Extent } from './extent.ts';
import type { Moment, Motion } from './motion.ts';
import { arrow, isInside, outsideNote } from './plane-scene.ts';
import { exampleMark, type Place, type Shape, type Size } from './shapes.ts';
import type { Turn } from './view.ts';

const LOOK = { stick: 2, thin: 1.2, disc: 4.5, diamond: 3 };
const RADIANS = Math.PI / 180;
/** Above so many classes, names would lie over one another. */
const MOST_NAMES = 30;

type Seen = readonly [x: number, y: number, depth: number];

/** All classes on their principal directions, seen from a turn; nearer ones are drawn later and fuller. */
export function orbitScene(motion: Motion, moment: Moment, extent: Extent, size: Size, turn: Turn): Shape[] {
  const see = view(motion.dimensions, extent, size, turn);
  const centre: Place = [size.width / 2, size.height / 2];
  const { classes, target } = motion;
  const examples = moment.examples ? moment.exampleLabels.map((label, k) => ({ label, seen: see(moment.examples!, k) })) : [];
  const inside = examples.filter(({ seen }) => isInside([seen[0], seen[1]], size));
  const arrows = [...classes.map((_, i) => see(moment.means, i)), ...(moment.classifiers ? classes.map((_, i) => see(moment.classifiers!, i)) : [])];
  const outside = arrows.filter(([x, y]) => !isInside([x, y], size)).length;
  const solids = [
    ...inside.map(({ label, seen }) => ({ depth: seen[2] - 0.3, shapes: exampleShape(classes.indexOf(label), seen) })),
    ...classes.flatMap((_, i) => [
      { depth: see(target, i)[2] - 0.05, shapes: ring(see(target, i)) },
      solid(centre, see(moment.means, i), 'means'),
      ...(moment.classifiers ? [solid(centre, see(moment.classifiers, i), 'classifiers')] : []),
    ]),
  ].sort((a, b) => a.depth - b.depth);
  return [
    ...axes(motion.dimensions, extent, size, turn, centre),
    ...solids.flatMap(({ shapes }) => shapes),
    { kind: 'mark', mark: 'disc', at: centre, radius: 2.5, colour: 'ink' },
    ...(classes.length > MOST_NAMES ? [] : names(classes.map((c, i) => ({ text: motion.names[c]!, seen: see(target, i) })), centre)),
    ...outsideNote(outside, examples.length - inside.length, size),
  ];
}

/** Parallel projection: about the upright axis by yaw, then up or down by pitch. */
function view(d: number, { radius }: Extent, { width, height }: Size, { yaw, pitch }: Turn) {
  const scale = (Math.min(width, height) - 64) / (2 * (radius || 1));
  const [cosA, sinA, cosB, sinB] = [Math.cos(yaw * RADIANS), Math.sin(yaw * RADIANS), Math.cos(pitch * RADIANS), Math.sin(pitch * RADIANS)];
  return (vectors: readonly number[], i: number): Seen => {
    const [x, y, z] = [vectors[d * i]!, d > 1 ? vectors[d * i + 1]! : 0, d > 2 ? vectors[d * i + 2]! : 0];
    const [x1, z1] = [x * cosA + z * sinA, z * cosA - x * sinA];
    return [width / 2 + x1 * scale, height / 2 - (y * cosB - z1 * sinB) * scale, z1 * cosB + y * sinB];
  };
}

const fade = (depth: number) => Math.max(0.35, Math.min(1, 0.72 + 0.4 * depth));
const solid = (centre: Place, [x, y, depth]: Seen, of: 'means' | 'classifiers') => ({ depth, shapes: arrow(centre, [x, y], of, LOOK, fade(depth)) });
const ring = ([x, y]: Seen): Shape[] => [{ kind: 'ring', at: [x, y], radius: 8, colour: 'etf', width: 1.4, dash: [3, 2.5] }];
const exampleShape = (place: number, [x, y]: Seen): Shape[] => [{ kind: 'mark', mark: exampleMark(place), at: [x, y], radius: 1.9, colour: 'examples', opacity: 0.75 }];

/** The principal directions themselves, both ways, named at the end where they point. */
function axes(d: number, extent: Extent, size: Size, turn: Turn, centre: Place): Shape[] {
  const see = view(3, extent, size, turn);
  return Array.from({ length: d }, (_, k): Shape[] => {
    const along = (length: number) => see([0, 1, 2].map((i) => (i === k ? length * extent.radius : 0)), 0);
    const [from, to, name] = [along(-0.95), along(0.95), along(1.02)];
    const isSeen = Math.hypot(name[0] - centre[0], name[1] - centre[1]) > 60;
    return [
      { kind: 'line', from: [from[0], from[1]], to: [to[0], to[1]], colour: 'line', width: 1 },
      ...(isSeen ? [{ kind: 'text', at: [name[0], name[1]], text: `PC${k + 1}`, colour: 'ink-3', size: 11, anchor: 'middle' } as const] : []),
    ];
  }).flat();
}

/** Beside the target's vertices, away from the centre, pushed apart where they would meet. */
function names(all: { text: string; seen: Seen }[], [middleX, middleY]: Place): Shape[] {
  const taken: Place[] = [];
  return all.map(({ text, seen: [x, y] }) => {
    const [dx, dy] = [x - middleX, y - middleY];
    const length = Math.hypot(dx, dy) || 1;
    const nameX = x + (dx / length) * 15;
    let nameY = y + (dy / length) * 17;
    const isMet = () => taken.some(([otherX, otherY]) => Math.abs(otherX - nameX) < 7 * Math.max(3, text.length) && Math.abs(otherY - nameY) < 13);
    while (isMet()) nameY += dy >= 0 ? 4 : -4;
    taken.push([nameX, nameY]);
    return { kind: 'text', at: [nameX, nameY], text, colour: 'ink-2', size: 11, anchor: dx > 12 ? 'start' : dx < -12 ? 'end' : 'middle' };
  });
}
