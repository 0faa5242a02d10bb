import { expect, test } from 'vitest';
import { curvesWanted, overviewCurves } from '../../../web/overview/overview-curves.ts';
import type { CurveAnswer } from '../../../web/overview/overview-documents.ts';
import { prepareFinished } from '../../../web/overview/prepare-finished.ts';
import { prepareNeeds } from '../../../web/overview/prepare-needs.ts';
import { median, prepareStudies } from '../../../web/overview/prepare-studies.ts';
import { exampleCurves, exampleFinished, exampleOverview, exampleStudy } from './example-overview.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const group = { architecture: 'vgg', dataset: 'MNIST', status: 'COMPLETED', runCount: 1, terminalPhaseCount: 1 } as const;

test('a diverged run needs somebody: epoch, reason, and what to do', () => {
  const run = exampleFinished({ status: 'DIVERGED', lastEpoch: 12, error: 'The loss is not finite.' });
  const [need] = prepareNeeds(exampleOverview({ troubled: [run] }), null, [], NOW).list;
  expect(need).toMatchObject({ name: 'VGG11, seed 1, MNIST', what: 'diverged at epoch 12 of 140: The loss is not finite.', icon: 'alert', since: { text: '12 min ago' } });
  expect(need?.advice).toContain('lower learning rate');
});

test('a failed run leads to its log', () => {
  const [need] = prepareNeeds(exampleOverview({ troubled: [exampleFinished({ status: 'FAILED' })] }), null, [], NOW).list;
  expect(need?.adviceHref).toBe('/runs/run_1?tab=log');
});

test('a provisional terminal phase comes first; a settled one does not need anybody', () => {
  const young = exampleFinished({ id: 'young', status: 'RUNNING', isTerminalPhaseProvisional: true, lastEpoch: 42 });
  const settled = exampleFinished({ id: 'settled', status: 'RUNNING' });
  const { list } = prepareNeeds(exampleOverview({ troubled: [exampleFinished({ status: 'FAILED' })], inTraining: [young, settled] }), null, [], NOW);
  expect(list.map(({ id }) => id)).toEqual(['young', 'run_1']);
  expect(list[0]?.what).toBe('terminal phase from epoch 40, provisional at 42');
});

test('what is not listed is counted', () => {
  const runs = ['a', 'b', 'c', 'd'].map((id) => exampleFinished({ id, status: 'FAILED' }));
  expect(prepareNeeds(exampleOverview({ troubled: runs, troubledCount: 9 }), null, [], NOW)).toMatchObject({ list: { length: 4 }, moreCount: 5 });
});

test('a study’s cells are filled, training, without phase, or empty', () => {
  const runGroups = [
    group,
    { ...group, dataset: 'SVHN', status: 'RUNNING', terminalPhaseCount: 0 } as const,
    { ...group, dataset: 'STL10', status: 'DIVERGED', terminalPhaseCount: 0 } as const,
    { ...group, architecture: 'mlp' },
  ];
  const [row] = prepareStudies(exampleOverview({ studies: [exampleStudy({ runGroups })] }), null);
  expect(row?.cells.map(({ state }) => state[0]).join('')).toBe('fntnnlnnnnnnnnnnnnnnn');
  expect([row?.gridLabel, row?.runs, row?.statuses, row?.reached]).toEqual([
    '1 of 21 cells filled, 1 training, 1 without terminal phase, 18 empty',
    '4',
    '1 training, 2 completed, 1 diverged',
    '2',
  ]);
});

test('one run in its terminal phase fills a cell, however the others stand; a paused one is in training; a study put aside has no row', () => {
  const none = { ...group, terminalPhaseCount: 0 };
  const runGroups = [group, { ...none, status: 'FAILED' } as const, { ...none, dataset: 'SVHN', status: 'PAUSED' } as const];
  const studies = [exampleStudy({ runGroups }), exampleStudy({ id: 'study_2', archivedAt: '2026-11-20T00:00:00Z' })];
  const rows = prepareStudies(exampleOverview({ studies }), null);
  expect(rows.map(({ id }) => id)).toEqual(['study_1']);
  expect(rows[0]!.cells.slice(0, 3).map(({ state }) => state)).toEqual(['full', 'none', 'training']);
});

test('a study that was brought along says when it was trained; any other says nothing of that', () => {
  const studies = [exampleStudy({ recorded: { madeAt: '2026-11-20T12:00:00Z' } }), exampleStudy({ id: 'study_2' })];
  const [brought, own] = prepareStudies(exampleOverview({ studies }), null);
  expect(brought!.recorded).toMatch(/^Trained on 2026-11-20 by this program/);
  expect(own!.recorded).toBeNull();
});

test('the epochs of a bundle count from the phase of each run', () => {
  const newestRuns = [{ id: 'a', terminalPhaseEpoch: 40 }];
  const { rule, width, paths } = prepareStudies(exampleOverview({ studies: [exampleStudy({ newestRuns })] }), exampleCurves(['a']))[0]!.bundle!;
  // epochs 0 and 100 after the phase: epoch 1 lies before the picture
  expect(paths[0]!.d.match(/[\d.]+,/g)!.map(Number.parseFloat)).toEqual([Number(rule.toFixed(1)), width - 1]);
});

test('a study tells NC1 at the end, the accuracy gained, and of how many runs', () => {
  const newestRuns = [{ id: 'a', terminalPhaseEpoch: 40 }, { id: 'b', terminalPhaseEpoch: null }];
  const study = exampleStudy({ newestRuns, runGroups: [{ ...group, runCount: 30 }] });
  const [row] = prepareStudies(exampleOverview({ studies: [study] }), exampleCurves(['a', 'b']));
  expect([row?.nc1, row?.gain.text, row?.basis]).toEqual([{ median: '0.148', range: 'one run' }, '+0.4', 'newest 2 of 30 runs']);
  expect(row?.bundle?.paths.map(({ id }) => id)).toEqual(['a']);
});

test('a run without a phase is in no bundle, and a study without any says so', () => {
  const study = exampleStudy({ newestRuns: [{ id: 'b', terminalPhaseEpoch: null }] });
  const [row] = prepareStudies(exampleOverview({ studies: [study] }), exampleCurves(['b']));
  expect([row?.bundle, row?.nc1.median, row?.gain.text]).toEqual([null, '–', '–']);
});

test('studies share the axes of their bundles', () => {
  const curves = exampleCurves(['a', 'b']);
  curves.nc1.set('b', { epochs: [1, 40, 440], values: [90, 1, 0.001] });
  const studies = ['a', 'b'].map((id) => exampleStudy({ id, newestRuns: [{ id, terminalPhaseEpoch: 40 }] }));
  const rows = prepareStudies(exampleOverview({ studies }), curves);
  expect(rows[0]?.bundle?.rule).toBe(rows[1]?.bundle?.rule);
});

test('the median of an even number is the mean of the middle two', () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2.5]);
});

test('a finished run tells its verdict, its metrics at the end and what changed since its phase', () => {
  const [row] = prepareFinished(exampleOverview({ finished: [exampleFinished()] }), exampleCurves(['run_1']), NOW);
  expect(row).toMatchObject({ verdict: { word: 'Partly' }, phase: '40', nc1: '0.247 → 0.148', angles: '0.100', duality: '0.300', nc4: '0.1\u202f%', accuracy: '85.0\u202f% → 85.1\u202f%' });
});

test('before the curves came a row stands without values; damage leaves no verdict', () => {
  const rows = prepareFinished(exampleOverview({ finished: [exampleFinished({ suggestedVerdict: null })] }), null, NOW);
  expect(rows.map(({ verdict, nc1, accuracy }) => [verdict.word, nc1, accuracy])).toEqual([['No verdict', '–', '–']]);
});

test('curves are asked for in lists of at most 40 runs, and what is still computed is noticed', () => {
  const runs = Array.from({ length: 90 }, (_, k) => ({ id: `run_${k}`, terminalPhaseEpoch: null }));
  const { a, b, c, d } = curvesWanted(exampleOverview({ studies: [exampleStudy({ newestRuns: runs })] }));
  expect([a.length, b.length, c.length, d.length]).toEqual([40, 40, 10, 0]);
  const series = (kind: 'PENDING' | 'UNDEFINED'): CurveAnswer[] => [{ run: { id: 'x' }, epochs: [1, 2], columns: [{ metric: 'NC1', values: [1, null], gaps: [{ kind }] }] }];
  const answer = (nc1A: CurveAnswer[]) => overviewCurves({ train: [], test: [], nc1A, nc1B: [], nc1C: [], nc1D: [], errorA: [], errorB: [], errorC: [], errorD: null });
  expect([answer(series('PENDING')).isPending, answer(series('UNDEFINED')).isPending]).toEqual([true, false]);
  expect(answer(series('UNDEFINED')).nc1.get('x')).toEqual({ epochs: [1, 2], values: [1, null] });
});
