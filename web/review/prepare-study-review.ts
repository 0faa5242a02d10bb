import { plural } from '../formats/names.ts';
import { count } from '../formats/numbers.ts';
import { moment } from '../formats/times.ts';
import type { StudyReview } from './study-review-documents.ts';

/** Runs named in a list that lack verdicts; the others are counted. */
const MOST_NAMED = 8;

export interface LackingRun {
  id: string;
  name: string;
  href: string;
  /** "1 of 2 verdicts, 1 of them stale" */
  text: string;
}

export interface ReviewState {
  /** what the study asks for, and how far it is, in a sentence */
  sentence: string;
  /** how many runs have how many verdicts */
  parts: { key: number; text: string }[];
  lacking: LackingRun[];
  moreCount: number;
  /** since when it is final, and who made it so; null while it is not */
  final: string | null;
  /** why it cannot be made final as it is now, in plain words */
  reasons: string[];
}

/** How far the review of a study has come, and what stands between it and its end. */
export function prepareReviewState(study: StudyReview): ReviewState {
  const { reviewProgress: progress, verdictsNeeded: needed, finalAt, finalBy } = study;
  const lacking = progress?.lacking ?? [];
  const missing = (progress?.completedCount ?? 0) - (progress?.enoughCount ?? 0);
  return {
    sentence: sentenceOf(needed, progress?.completedCount ?? 0, progress?.enoughCount ?? 0),
    parts: (progress?.byVerdicts ?? []).map(({ verdictCount, runCount }) => ({ key: verdictCount, text: `${plural(runCount, 'run')} with ${verdictCount === 0 ? 'no verdict' : plural(verdictCount, 'verdict')}` })),
    lacking: lacking.slice(0, MOST_NAMED).map(({ id, name, verdictSummary }) => ({ id, name, href: `/runs/${encodeURIComponent(id)}?review=1`, text: verdictsText(verdictSummary, needed) })),
    moreCount: Math.max(0, missing - MOST_NAMED),
    final: finalAt ? `final since ${moment(finalAt)}${finalBy ? `, by ${finalBy}` : ''}` : null,
    reasons: finalAt ? [] : reasonsOf(study, missing),
  };
}

function sentenceOf(needed: number, completed: number, enough: number): string {
  if (completed === 0) return 'No run has been completed so far; verdicts are given on completed runs.';
  if (needed === 0) return `The study asks for no verdicts before it is made final; it has ${plural(completed, 'completed run')}.`;
  const wanted = needed === 1 ? 'a verdict' : `verdicts of ${needed} people`;
  return enough === completed ? `${completed === 1 ? 'Its completed run has' : `All ${count(completed)} completed runs have`} ${wanted}, as the study asks.` : `${count(enough)} of ${plural(completed, 'completed run')} ${enough === 1 ? 'has' : 'have'} ${wanted}, which the study asks for before it is made final.`;
}

function verdictsText(summary: { staleCount: number; counts: readonly { count: number }[] } | null, needed: number): string {
  const given = (summary?.counts ?? []).reduce((sum, each) => sum + each.count, 0);
  const stale = summary?.staleCount ?? 0;
  const ofThem = stale === 0 ? '' : given === 1 ? ', which is stale' : `, ${stale} of them stale`;
  return `${given} of ${plural(needed, 'verdict')}${ofThem}`;
}

const NOT_OVER = ['QUEUED', 'RUNNING', 'PAUSED'];

function reasonsOf({ runGroups, verdictsNeeded }: StudyReview, missing: number): string[] {
  const open = runGroups.filter(({ status }) => NOT_OVER.includes(status)).reduce((sum, { runCount }) => sum + runCount, 0);
  const reasons = [];
  if (open > 0) reasons.push(`${plural(open, 'run')} ${open === 1 ? 'is' : 'are'} queued, in training or paused: let ${open === 1 ? 'it' : 'them'} end, or cancel ${open === 1 ? 'it' : 'them'}.`);
  if (missing > 0) reasons.push(`${plural(missing, 'completed run')} ${missing === 1 ? 'lacks' : 'lack'} verdicts: each needs ${verdictsNeeded === 1 ? 'one' : `${verdictsNeeded} of different people`} that ${verdictsNeeded === 1 ? 'is' : 'are'} not stale.`);
  return reasons;
}
