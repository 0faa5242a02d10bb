import { expect, test } from 'vitest';
import type { MetricEntry } from '../../../web/figures/metric-entry.ts';
import type { NeedsAnswer } from '../../../web/overview/needs-documents.ts';
import { prepareNeeds } from '../../../web/overview/prepare-needs.ts';
import { prepareStudies } from '../../../web/overview/prepare-studies.ts';
import { exampleFinished, exampleOverview, exampleStudy } from './example-overview.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const METRICS = [{ id: 'NC1', symbol: 'NC1', title: 'Within-class spread', unit: 'none' }] as MetricEntry[];
const AT = '2026-11-24T10:00:00Z';
const RUN = { id: 'run_1', name: 'VGG small', dataset: 'MNIST' };
const STUDY = { id: 'study_1', slug: 'first', name: 'Study' };

const waiting = ({ me, ...change }: Partial<Omit<NeedsAnswer, 'me'>> & { me?: Partial<NeedsAnswer['me']> } = {}): NeedsAnswer => ({
  me: { access: 'REVIEWER', reviewRequests: [], staleVerdicts: [], openMentions: [], ...me },
  failedChecks: [],
  studies: { nodes: [] },
  ...change,
});
const needsOf = (answer: NeedsAnswer) => prepareNeeds(exampleOverview({}), answer, METRICS, NOW).list;

test('a call leads to its note, on a run or on a study', () => {
  const mention = { id: 'thread_1', number: 2, createdAt: AT, runName: 'VGG small', anchor: { metric: 'NC1', fromEpoch: 70 }, run: RUN, study: STUDY } as const;
  const [onRun, onStudy] = needsOf(waiting({ me: { openMentions: [mention, { ...mention, id: 'thread_2', run: null, runName: null, anchor: null }] } }));
  expect(onRun).toMatchObject({ name: 'VGG small, MNIST', icon: 'note', what: 'a note calls you about NC1, epoch 70', href: '/runs/run_1?review=1&note=thread_1', since: { text: '2 h ago' } });
  expect(onStudy).toMatchObject({ name: 'Study', what: 'a note calls you', href: '/studies/first?note=thread_2' });
});

test('a request says who asks, and for what', () => {
  const request = { id: 'ask_1', createdAt: AT, askedBy: 'ada', run: RUN, study: STUDY };
  const [one, all] = needsOf(waiting({ me: { reviewRequests: [request, { ...request, id: 'ask_2', run: null, askedBy: null }] } }));
  expect([one?.what, one?.adviceHref, all?.name, all?.what, all?.adviceHref]).toEqual(['verdict wanted, ada asks', '/runs/run_1?review=1', 'Study', 'verdict wanted on all its runs', '/studies/first']);
});

test('a stale verdict says why; that of a run that is gone waits for nobody', () => {
  const verdict = { id: 'verdict_1', kind: 'PARTLY', staleReason: 'The data changed.', createdAt: AT, runName: 'VGG small', run: RUN } as const;
  const needs = needsOf(waiting({ me: { staleVerdicts: [verdict, { ...verdict, id: 'verdict_2', run: null }] } }));
  expect(needs.map(({ what }) => what)).toEqual(['your verdict is stale: The data changed.']);
});

test('a failed check says value and rule, and how many more there are', () => {
  const check = { id: 'check_1', name: 'collapsed', metric: 'NC1', point: 'LAST', bound: 'BELOW', limit: 0.1 } as const;
  const [need] = needsOf(waiting({ failedChecks: [{ run: RUN, outcomes: [{ at: AT, value: 0.31, epoch: 140, check }, { at: null, value: 1, epoch: 140, check }] }] }));
  expect(need).toMatchObject({ what: 'check failed: collapsed: 0.310, wanted at most 0.1 (and 1 more check)', tone: 'warn', href: '/runs/run_1?tab=checks' });
});

test('runs that lack verdicts wait for those who may give them, in studies in use that are not final', () => {
  const node = { ...STUDY, archivedAt: null, finalAt: null, verdictsNeeded: 2, reviewProgress: { completedCount: 11, enoughCount: 9 } };
  const nodes = [node, { ...node, id: 'b', finalAt: AT }, { ...node, id: 'c', archivedAt: AT }, { ...node, id: 'd', reviewProgress: { completedCount: 3, enoughCount: 3 } }];
  expect(needsOf(waiting({ studies: { nodes } })).map(({ what }) => what)).toEqual(['2 runs lack verdicts: the study asks for 2 on each']);
  expect(needsOf(waiting({ me: { access: 'VIEWER' }, studies: { nodes } }))).toEqual([]);
});

test('what people ask stands before what machines did; no sort crowds out another', () => {
  const request = { id: 'ask', createdAt: AT, askedBy: null, run: RUN, study: STUDY };
  const requests = Array.from({ length: 9 }, (_, i) => ({ ...request, id: `ask_${i}` }));
  const { list } = prepareNeeds(exampleOverview({ troubled: [exampleFinished({ status: 'FAILED' })] }), waiting({ me: { reviewRequests: requests } }), METRICS, NOW);
  expect(list.map(({ id }) => id)).toEqual(['request ask_0', 'request ask_1', 'request ask_2', 'request ask_3', 'run_1']);
});

test('a study tells how many of its runs pass its checks, once it is known', () => {
  const overview = exampleOverview({ studies: [exampleStudy()] });
  expect(prepareStudies(overview, null)[0]!.checks).toBeNull();
  const checkSummary = { result: 'FAILED', checkCount: 1, runCount: 11, passedCount: 9, failedCount: 2, undecidedCount: 0 } as const;
  expect(prepareStudies(overview, null, { studies: { nodes: [{ id: 'study_1', checkSummary }] } })[0]!.checks).toEqual({ text: '9 of 11 runs pass', detail: '2 fail', isFailed: true });
  const undecided = { ...checkSummary, result: 'UNDECIDED', failedCount: 0, undecidedCount: 2 } as const;
  expect(prepareStudies(overview, null, { studies: { nodes: [{ id: 'study_1', checkSummary: undecided }] } })[0]!.checks?.isFailed).toBe(false);
});
