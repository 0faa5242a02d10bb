/** Names of the tokens that a geometry is drawn in. */
export const TOKENS = ['means', 'classifiers', 'etf', 'examples', 'ink', 'ink-2', 'ink-3', 'line', 'surface'] as const;
export type Token = (typeof TOKENS)[number];
export type Place = readonly [number, number];

/** What a still consists of, in pixels and in the order in which it is drawn; the same list makes a canvas and a file. */
export type Shape =
  | { kind: 'line'; from: Place; to: Place; colour: Token; width: number; opacity?: number }
  | { kind: 'outline'; points: readonly Place[]; colour: Token; width: number; dash: readonly number[] }
  | { kind: 'ring'; at: Place; radius: number; colour: Token; width: number; dash: readonly number[]; opacity?: number }
  | { kind: 'mark'; mark: MarkName; at: Place; radius: number; colour: Token; isRimmed?: boolean; opacity?: number }
  | { kind: 'text'; at: Place; text: string; colour: Token; size: number; isBold?: boolean; anchor: 'start' | 'middle' | 'end' };

export interface Size {
  width: number;
  height: number;
}

/** Corners of each mark of radius 1; none: a disc. */
const CORNERS = {
  disc: [],
  diamond: [[0, -1.3], [1.3, 0], [0, 1.3], [-1.3, 0]],
  square: [[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]],
  up: [[0, -1.2], [1.1, 0.8], [-1.1, 0.8]],
  down: [[0, 1.2], [1.1, -0.8], [-1.1, -0.8]],
  plus: [[-0.4, -1.2], [0.4, -1.2], [0.4, -0.4], [1.2, -0.4], [1.2, 0.4], [0.4, 0.4], [0.4, 1.2], [-0.4, 1.2], [-0.4, 0.4], [-1.2, 0.4], [-1.2, -0.4], [-0.4, -0.4]],
  left: [[-1.2, 0], [0.8, -1.1], [0.8, 1.1]],
  right: [[1.2, 0], [-0.8, -1.1], [-0.8, 1.1]],
  bar: [[-1.3, -0.5], [1.3, -0.5], [1.3, 0.5], [-1.3, 0.5]],
  post: [[-0.5, -1.3], [0.5, -1.3], [0.5, 1.3], [-0.5, 1.3]],
  tee: [[-1.1, -1.1], [1.1, -1.1], [1.1, -0.4], [0.4, -0.4], [0.4, 1.1], [-0.4, 1.1], [-0.4, -0.4], [-1.1, -0.4]],
} as const satisfies Record<string, readonly Place[]>;
export type MarkName = keyof typeof CORNERS;

export const cornersOf = (mark: MarkName): readonly Place[] => CORNERS[mark];

/** Shapes of examples, one a class; the diamond is the classifiers'. More than ten classes begin again. */
const EXAMPLE_MARKS: readonly MarkName[] = ['disc', 'square', 'up', 'down', 'plus', 'left', 'right', 'bar', 'post', 'tee'];
export const exampleMark = (place: number): MarkName => EXAMPLE_MARKS[place % EXAMPLE_MARKS.length]!;
