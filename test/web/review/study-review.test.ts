import { expect, test } from 'vitest';
import { prepareRequests } from '../../../web/review/prepare-requests.ts';
import { prepareReviewState } from '../../../web/review/prepare-study-review.ts';
import { fieldsOf, rulesIn } from '../../../web/review/review-form.ts';
import type { StudyReview } from '../../../web/review/study-review-documents.ts';

const study = (change: Partial<StudyReview> = {}, progress: Partial<NonNullable<StudyReview['reviewProgress']>> = {}): StudyReview => ({
  ...{ id: 'study_1', version: 3, name: 'Study', finalAt: null, finalBy: null, archivedAt: null, verdictsNeeded: 2, openThreadCount: 0, verdictLimits: [], runGroups: [], reviewRequests: [] },
  reviewProgress: { completedCount: 11, enoughCount: 9, byVerdicts: [], lacking: [], ...progress },
  ...change,
});
const lacking = (id: string, counts: number[], staleCount = 0) => ({ id, name: id, reviewRequests: [], verdictSummary: { needed: 2, staleCount, counts: counts.map((count) => ({ count })) } });

test.each([
  [study(), '9 of 11 completed runs have verdicts of 2 people, which the study asks for before it is made final.'],
  [study({ verdictsNeeded: 1 }, { completedCount: 1, enoughCount: 1 }), 'Its completed run has a verdict, as the study asks.'],
  [study({}, { enoughCount: 11 }), 'All 11 completed runs have verdicts of 2 people, as the study asks.'],
  [study({ verdictsNeeded: 0 }, { enoughCount: 11 }), 'The study asks for no verdicts before it is made final; it has 11 completed runs.'],
  [study({}, { completedCount: 0, enoughCount: 0 }), 'No run has been completed so far; verdicts are given on completed runs.'],
])('how far a review has come is a sentence', (state, sentence) => {
  expect(prepareReviewState(state).sentence).toBe(sentence);
});

test('how many runs have how many verdicts, and which lack them: the others are counted', () => {
  const runs = Array.from({ length: 12 }, (_, i) => lacking(`run_${i}`, i === 0 ? [1] : [], i === 0 ? 1 : 0));
  const state = prepareReviewState(study({}, { completedCount: 14, enoughCount: 2, byVerdicts: [{ verdictCount: 0, runCount: 11 }, { verdictCount: 1, runCount: 1 }, { verdictCount: 2, runCount: 2 }], lacking: runs }));
  expect(state.parts.map(({ text }) => text)).toEqual(['11 runs with no verdict', '1 run with 1 verdict', '2 runs with 2 verdicts']);
  expect([state.lacking.length, state.moreCount, state.lacking[0], state.lacking[1]!.text]).toEqual([8, 4, { id: 'run_0', name: 'run_0', href: '/runs/run_0?review=1', text: '1 of 2 verdicts, which is stale' }, '0 of 2 verdicts']);
});

test('why it cannot be made final stands in plain words; a final study has no reasons', () => {
  const runGroups = [{ status: 'RUNNING', runCount: 1 }, { status: 'QUEUED', runCount: 2 }, { status: 'COMPLETED', runCount: 11 }] as const;
  expect(prepareReviewState(study({ runGroups: [...runGroups] })).reasons).toEqual([
    '3 runs are queued, in training or paused: let them end, or cancel them.',
    '2 completed runs lack verdicts: each needs 2 of different people that are not stale.',
  ]);
  expect(prepareReviewState(study({}, { enoughCount: 11 })).reasons).toEqual([]);
  const final = prepareReviewState(study({ finalAt: '2026-11-25T10:00:00Z', finalBy: 'ada' }));
  expect([final.reasons, final.final]).toEqual([[], expect.stringMatching(/^final since 2026-11-25 .*, by ada$/)]);
});

const request = (change: object = {}) => ({ id: 'ask_1', createdAt: '2026-11-25T10:00:00Z', askedBy: 'ada', reviewer: { id: 'user_bob', name: 'bob', colour: 's2' }, ...change });
const NOW = Date.parse('2026-11-25T12:00:00Z');

test.each([
  ['who asked', { access: 'REVIEWER', person: 'ada', userId: 'user_ada' }, true, 'asked 2 h ago by you'],
  ['who was asked', { access: 'REVIEWER', person: 'bob', userId: 'user_bob' }, true, 'asked 2 h ago by ada'],
  ['an admin', { access: 'ADMIN', person: null, userId: null }, true, 'asked 2 h ago by ada'],
  ['somebody else', { access: 'OPERATOR', person: 'cy', userId: 'user_cy' }, false, 'asked 2 h ago by ada'],
])('a request is withdrawn by %s: as the server has it', (_, self, mayWithdraw, text) => {
  expect(prepareRequests([request()], self, NOW)[0]).toMatchObject({ name: 'bob', mayWithdraw, asked: { text } });
});

test('without names nobody is named, and nobody may withdraw', () => {
  const [row] = prepareRequests([request({ askedBy: null, reviewer: null })], { access: 'LINK', person: null, userId: null }, NOW);
  expect(row).toMatchObject({ name: 'Somebody', mayWithdraw: false, asked: { text: 'asked 2 h ago' } });
});

test('rules of a review: what is empty is as usual, what is no number is said', () => {
  const fields = fieldsOf({ verdictsNeeded: 1, verdictLimits: [{ metric: 'NC1', limit: 0.1, isUsual: true }, { metric: 'NC3_DUALITY', limit: 0.2, isUsual: false }] });
  expect(fields).toEqual({ needed: '1', limits: { NC1: '', NC3_DUALITY: '0.2' } });
  expect(rulesIn(fields)).toEqual({ rules: { verdictsNeeded: 1, verdictLimits: [{ metric: 'NC3_DUALITY', limit: 0.2 }] } });
  expect(rulesIn({ needed: '21', limits: { NC1: '-1', NC3_DUALITY: '0,5' } })).toEqual({ errors: { needed: 'a whole number from 0 to 20', limits: { NC1: 'a number from 0 on, or nothing for the usual one' } } });
});
