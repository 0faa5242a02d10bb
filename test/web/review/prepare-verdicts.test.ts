import { expect, test } from 'vitest';
import { agreementText, suggestionText } from '../../../web/review/prepare-verdicts.ts';
import type { RunVerdicts, VerdictKind } from '../../../web/review/review-documents.ts';

function given(kinds: VerdictKind[], { needed = 0, stale = 0, archived = 0 } = {}): Pick<RunVerdicts, 'verdicts' | 'verdictSummary'> {
  const counts = [...new Set(kinds)].map((kind) => ({ kind, count: kinds.filter((other) => other === kind).length })).sort((a, b) => b.count - a.count);
  const agreement = kinds.length === 0 ? null : counts[0]!.count / kinds.length;
  return {
    verdicts: kinds.map((kind, i) => ({ id: String(i), kind, reason: 'r', createdAt: '2026-11-25T10:00:00Z', isMine: false, isStale: i < stale, staleReason: null, reviewer: null, reviewerName: null, isFromArchive: i >= kinds.length - archived })),
    verdictSummary: { agreement, staleCount: stale, fromArchiveCount: archived, needed, isEnough: kinds.length - stale >= needed, counts },
  };
}

test.each([
  [given([]), 'no verdict yet'],
  [given([], { needed: 2 }), 'no verdict yet, 2 more needed'],
  [given(['PARTLY']), ''],
  [given(['PARTLY', 'PARTLY', 'BROKEN'], { needed: 2 }), '2 of 3 agree'],
  [given(['PARTLY', 'PARTLY'], { needed: 2, archived: 1 }), 'all 2 agree, 1 from an archive, 1 more needed'],
  [given(['PARTLY', 'PARTLY'], { needed: 2, stale: 1 }), 'all 2 agree, 1 stale, 1 more needed'],
])('agreement %#', (run, text) => expect(agreementText(run)).toBe(text));

test('what the thresholds suggest, and that they suggest nothing before the terminal phase', () => {
  const tests = [true, true, false, false].map((isMet) => ({ metric: 'NC1' as const, value: 1, threshold: 0.1, isMet }));
  expect(suggestionText({ verdict: 'PARTLY', epoch: 9, tests })).toBe('partly, 2 of 4 thresholds');
  expect(suggestionText({ verdict: 'NO_TERMINAL_PHASE', epoch: null, tests: [] })).toBe('none yet');
  expect(suggestionText(null)).toBe('none yet');
});
