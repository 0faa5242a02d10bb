import type { IconName } from '../frame/Icon.tsx';
import type { SuggestedVerdict } from '../runs/run-documents.ts';
import type { RunVerdicts, VerdictKind } from './review-documents.ts';

/** The five verdicts: sign, the word on its button, and what it means. */
export const VERDICTS: readonly { kind: VerdictKind; icon: IconName; word: string; means: string }[] = [
  { kind: 'COLLAPSED', icon: 'full', word: 'Collapsed', means: 'The run collapsed.' },
  { kind: 'PARTLY', icon: 'half', word: 'Partly', means: 'It collapsed in part.' },
  { kind: 'NOT_COLLAPSED', icon: 'none', word: 'Not', means: 'It did not collapse.' },
  { kind: 'BROKEN', icon: 'cross', word: 'Broken', means: 'Something is wrong with the run: it says nothing about collapse.' },
  { kind: 'NEEDS_RERUN', icon: 'rerun', word: 'Rerun', means: 'It has to be trained again before anything can be said.' },
];

export const verdictLook = (kind: VerdictKind) => VERDICTS.find((verdict) => verdict.kind === kind)!;

/** How far the reviewers agree, and whether that is enough, as "1 of 2 agree, 1 more needed". */
export function agreementText({ verdicts, verdictSummary }: Pick<RunVerdicts, 'verdicts' | 'verdictSummary'>): string {
  const needed = verdictSummary?.needed ?? 0;
  const stale = verdictSummary?.staleCount ?? 0;
  const parts = [];
  if (verdicts.length === 0) parts.push('no verdict yet');
  else if (verdicts.length > 1) parts.push(verdictSummary?.agreement === 1 ? `all ${verdicts.length} agree` : `${verdictSummary?.counts[0]?.count ?? 0} of ${verdicts.length} agree`);
  if (stale > 0) parts.push(`${stale} stale`);
  const archived = verdictSummary?.fromArchiveCount ?? 0;
  if (archived > 0) parts.push(`${archived} from an archive`);
  const missing = needed - verdicts.filter(({ isStale, isFromArchive }) => !isStale && !isFromArchive).length;
  if (missing > 0) parts.push(`${missing} more needed`);
  return parts.join(', ');
}

const SUGGESTED = { COLLAPSED: 'collapsed', PARTLY: 'partly', NOT: 'not' } as const;

/** What the thresholds suggest, as "partly, 2 of 4 thresholds". */
export function suggestionText(suggested: SuggestedVerdict | null): string {
  if (!suggested || suggested.verdict === 'NO_TERMINAL_PHASE') return 'none yet';
  return `${SUGGESTED[suggested.verdict]}, ${suggested.tests.filter(({ isMet }) => isMet).length} of ${suggested.tests.length} thresholds`;
}
