import type { MiniState, StudyRow } from './prepare-studies.ts';

/** A study's 3 x 7 grid in little: filled, training, without its phase, empty; told by fill and edge, not by colour. */
export function MiniGrid({ cells, label }: { cells: StudyRow['cells']; label: string }) {
  return (
    <span className="mini-grid" role="img" aria-label={label}>
      {cells.map(({ key, state, title }) => (
        <i key={key} className={state} title={title} />
      ))}
    </span>
  );
}

const WORDS: [MiniState, string][] = [
  ['full', 'terminal phase reached'],
  ['training', 'training'],
  ['lacking', 'not reached'],
  ['none', 'no run'],
];

export function MiniLegend() {
  return (
    <span className="mini-legend small soft">
      {WORDS.map(([state, word]) => (
        <span key={state}>
          <span className="mini-grid one">
            <i className={state} />
          </span>
          {word}
        </span>
      ))}
    </span>
  );
}
