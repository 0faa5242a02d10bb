/** The figures of the paper that are grids of families and data sets, by their numbers. */
export const PAPER_FIGURES = [
  { number: 2, title: 'Equal norms' },
  { number: 3, title: 'Equal angles' },
  { number: 4, title: 'Maximal angle' },
  { number: 5, title: 'Self-duality' },
  { number: 6, title: 'Within-class spread' },
  { number: 7, title: 'NCC mismatch' },
  { number: 8, title: 'Robustness' },
] as const;

/** The figure of robustness, the only one that is of test images always and has no target. */
export const ROBUSTNESS = 8;

/** How the grid is looked at: part of the address, so that a link shows the same. */
export interface PaperView {
  figure: number;
  studyId: string | null;
  split: 'paper' | 'train' | 'test';
  y: 'published' | 'log' | 'linear';
}

export const SPLITS = [
  { value: 'paper', label: 'as published' },
  { value: 'train', label: 'train' },
  { value: 'test', label: 'test' },
] as const satisfies readonly { value: PaperView['split']; label: string }[];

export const PLAIN_PAPER: PaperView = { figure: 6, studyId: null, split: 'paper', y: 'published' };

/** The view in an address; what it does not name, or names wrongly, is as usual. */
export function paperViewOf(address: { get: (name: string) => string | null }): PaperView {
  const one = <T extends string>(name: string, allowed: readonly T[], usual: T): T => allowed.find((each) => each === address.get(name)) ?? usual;
  const figure = Number(address.get('figure'));
  return {
    figure: PAPER_FIGURES.some(({ number }) => number === figure) ? figure : PLAIN_PAPER.figure,
    studyId: address.get('study') || null,
    split: one('split', ['paper', 'train', 'test'], PLAIN_PAPER.split),
    y: one('y', ['published', 'log', 'linear'], PLAIN_PAPER.y),
  };
}

const SPLIT = { paper: null, train: 'TRAIN', test: 'TEST' } as const;

/** What is asked for a view. */
export const paperAsked = ({ figure, studyId, split }: Pick<PaperView, 'figure' | 'studyId' | 'split'>) => ({ figure, studyId, split: SPLIT[split] });
