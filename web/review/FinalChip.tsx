import { Icon } from '../frame/Icon.tsx';

/** That a study is final: its runs and verdicts stay as they are. */
export function FinalChip() {
  return (
    <span className="chip" title="Its runs and their verdicts stay as they are until an operator opens it again.">
      <Icon name="check" isSmall />
      final
    </span>
  );
}
