import { count } from '../../formats/numbers.ts';
import type { ConstantColumn } from './constant-columns.ts';

interface ConstantLineProps {
  constants: readonly ConstantColumn[];
  readCount: number;
  /** whether runs are still to be read, which may differ */
  hasMore: boolean;
  onShow: () => void;
}

/** What the columns left out would say, so that nothing is lost. */
export function ConstantLine({ constants, readCount, hasMore, onShow }: ConstantLineProps) {
  return (
    <p className="constant-line row tight">
      <span className="label">The same in {hasMore ? `the ${count(readCount)} runs read` : readCount === 2 ? 'both runs' : `all ${count(readCount)} runs`}</span>
      <span className="constant-words">{constants.map(({ words }) => words).join(' · ')}</span>
      <button type="button" className="btn plain" onClick={onShow}>
        Show these columns
      </button>
    </p>
  );
}
