import { Icon } from '../frame/Icon.tsx';
import type { ResultLook } from './prepare-outcomes.ts';

/** What came out of a check: sign and word. */
export function ResultSign({ look }: { look: ResultLook }) {
  return (
    <span className={`status${look.tone === 'bad' ? ' c-bad' : ''}`}>
      <Icon name={look.icon} isSmall tone={look.tone} />
      {look.word}
    </span>
  );
}
