import type { Line, LineColour, MarkShape, RunColour } from './model.ts';

/** How a run or a group is told from the others: colour, dash and mark change together, colour is never alone. */
export interface RunLook {
  colour: RunColour;
  /** null: solid */
  dash: string | null;
  mark: MarkShape;
  isHollow: boolean;
}

const look = (colour: RunColour, dash: string | null, mark: MarkShape, isHollow = false): RunLook => ({ colour, dash, mark, isHollow });

const LOOKS = {
  s1: look('s1', null, 'disc'),
  s2: look('s2', '6 3', 'diamond'),
  s3: look('s3', '2 3', 'up'),
  s4: look('s4', '9 3 2 3', 'square'),
  s5: look('s5', null, 'down'),
  s6: look('s6', '6 3', 'disc', true),
  s7: look('s7', '2 3', 'diamond', true),
  s8: look('s8', '9 3 2 3', 'up', true),
  s9: look('s9', '12 4', 'square', true),
  s10: look('s10', '4 2', 'down', true),
} as const satisfies Record<RunColour, RunLook>;

/** The four that are furthest apart come first, so that a fifth group changes nothing of the first four. */
const ORDER: readonly RunColour[] = ['s1', 's2', 's4', 's6', 's3', 's5', 's7', 's8', 's9', 's10'];

/** How many groups can be told apart by their looks. */
export const MOST_LOOKS = ORDER.length;

/** @param slot from 0; null behind the last one that can be told from the others */
export const lookOf = (slot: number): RunLook | null => (ORDER[slot] ? LOOKS[ORDER[slot]] : null);

export const isRunColour = (colour: LineColour): colour is RunColour => colour in LOOKS;

/** The dashes of a line: of its run, or of test images. */
export const dashOf = ({ dash, isDashed }: Pick<Line, 'dash' | 'isDashed'>): string | undefined => (dash !== undefined ? (dash ?? undefined) : isDashed ? '4 3' : undefined);
