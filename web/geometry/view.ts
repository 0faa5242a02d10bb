/** How the geometry is looked at: part of the page's address, so that a link shows what its sender saw. */
export interface GeometryView {
  /** the epoch shown; null: the last measured one */
  epoch: number | null;
  /** the three classes of the plane; both where there are two */
  classes: number[];
  turn: Turn;
  split: 'train' | 'test';
  layer: string;
  /** the cosines whose map is shown */
  of: CosinesOf;
  reach: Reach;
}

/** Whole degrees: about the upright axis, and up or down. */
export interface Turn {
  yaw: number;
  pitch: number;
}

export type CosinesOf = 'means' | 'classifiers';
/** How far from the ideal the colours reach, as the address has it. */
export type Reach = '0.5' | '0.1' | '0.02';

type Address = { get: (name: string) => string | null };

export const PLAIN_TURN: Turn = { yaw: -54, pitch: -24 };
export const SPLITS = [
  { value: 'train', label: 'Train' },
  { value: 'test', label: 'Test' },
] as const;
export const COSINES_OF = [
  { value: 'means', label: 'Means' },
  { value: 'classifiers', label: 'Classifiers' },
] as const;
export const REACHES = [
  { value: '0.5', label: '±0.5' },
  { value: '0.1', label: '±0.1' },
  { value: '0.02', label: '±0.02' },
] as const;

/** The view in an address; what it does not name, or names wrongly, is as usual. */
export function geometryViewOf(address: Address, run: { classCount: number | null; layers: readonly string[] }): GeometryView {
  const layer = address.get('layer');
  return {
    epoch: wholeNumber(address.get('epoch')),
    classes: classesIn(address.get('classes'), run.classCount),
    turn: turnIn(address.get('turn')) ?? PLAIN_TURN,
    split: address.get('split') === 'test' ? 'test' : 'train',
    layer: layer !== null && run.layers.includes(layer) ? layer : 'last',
    of: address.get('of') === 'classifiers' ? 'classifiers' : 'means',
    reach: REACHES.find(({ value }) => value === address.get('reach'))?.value ?? '0.5',
  };
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

/** Three different classes that there are; else the first three. */
function classesIn(text: string | null, classCount: number | null): number[] {
  const C = classCount ?? 3;
  const wanted = (text ?? '').split(',').map(wholeNumber);
  const isGood = wanted.length === 3 && new Set(wanted).size === 3 && wanted.every((c) => c !== null && c < C);
  return isGood ? (wanted as number[]) : firstClasses(C);
}

export const firstClasses = (classCount: number): number[] => Array.from({ length: Math.min(3, classCount) }, (_, c) => c);

function turnIn(text: string | null): Turn | null {
  const [yaw, pitch, ...rest] = (text ?? '').split(',').map((part) => (part === '' ? Number.NaN : Number(part)));
  return rest.length === 0 && Number.isInteger(yaw) && Number.isInteger(pitch) ? turned({ yaw: yaw!, pitch: pitch! }, 0, 0) : null;
}

/** A turn further by so many degrees; never over the poles, where left and right would change places. */
export function turned({ yaw, pitch }: Turn, right: number, down: number): Turn {
  const around = ((((yaw + right + 180) % 360) + 360) % 360) - 180;
  return { yaw: around, pitch: Math.max(-90, Math.min(90, pitch + down)) };
}

/** What the address says of a turn, of classes, of an epoch. What is as usual is not written into it. */
export const turnAddress = ({ yaw, pitch }: Turn): Record<string, string | null> => {
  const [y, p] = [Math.round(yaw), Math.round(pitch)];
  return { turn: y === PLAIN_TURN.yaw && p === PLAIN_TURN.pitch ? null : `${y},${p}` };
};
export const classesAddress = (classes: readonly number[]): Record<string, string | null> => ({
  classes: classes.every((c, i) => c === i) ? null : classes.join(','),
});
export const epochAddress = (epoch: number, last: number): Record<string, string | null> => ({
  epoch: epoch === last ? null : String(epoch),
});

/** The three with another in place of one; classes that would stand twice change places. */
export function withClass(classes: readonly number[], place: number, next: number): number[] {
  const old = classes[place]!;
  return classes.map((c, i) => (i === place ? next : c === next ? old : c));
}
