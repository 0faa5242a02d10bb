import { expect, test } from 'vitest';
import { keyOf, prepareGroups, slotsFor, slotsWithout } from '../../../web/comparison/prepare-groups.ts';
import { prepareSettingsTable } from '../../../web/comparison/prepare-settings-table.ts';
import { ANSWER, DECAYS, RUNS, SETTINGS, exampleGroups, exampleRun, exampleView } from './examples.ts';

test('groups are named by what tells them apart, with seeds and terminal phase', () => {
  const [first, second] = exampleGroups();
  expect([first!.title, first!.short, first!.detail, first!.phase]).toEqual(['Weight decay 5e-4', '5e-4', 'VGG6 on MNIST', '2 seeds, terminal phase from 20 to 21']);
  expect(second!.title).toBe('Weight decay 0.005');
});

test('what most groups share is said only of the one that has it not', () => {
  const runs = ['a', 'b', 'c'].map((id) => exampleRun(id));
  const settings = [
    { name: 'loss', values: ['CROSS_ENTROPY', 'CROSS_ENTROPY', 'MSE'], isSame: false },
    { name: 'lossReduction', values: ['mean over the batch', 'mean over the batch', 'mean over the batch and the classes'], isSame: false },
    { name: 'weightDecay', values: ['0.0005', '0', '0.0005'], isSame: false },
  ];
  const groups = prepareGroups({ groups: runs.map((run) => ({ label: '', runs: [run] })), settings, baselines: [] }, exampleView({ runs: ['a', 'b', 'c'] }));
  expect(groups.map(({ title }) => title)).toEqual(['Weight decay 5e-4', 'Weight decay 0', 'Squared error']);
});

test('a setting that a group does not have is left out of its name, unless it alone tells the groups apart', () => {
  const runs = ['a', 'b', 'c'].map((id) => exampleRun(id));
  const titles = (settings: { name: string; values: (string | null)[]; isSame: boolean }[]) =>
    prepareGroups({ groups: runs.slice(0, settings[0]!.values.length).map((run) => ({ label: '', runs: [run] })), settings, baselines: [] } as Parameters<typeof prepareGroups>[0], exampleView({ runs: ['a', 'b', 'c'] })).map(({ title }) => title);
  const networks = { name: 'architecture', values: ['vgg', 'vgg', 'densenet'], isSame: false };
  expect(titles([networks, { name: 'width', values: ['16', '8', null], isSame: false }])).toEqual(['Width 16', 'Width 8', 'DenseNet']);
  expect(titles([{ name: 'width', values: ['16', null], isSame: false }])).toEqual(['Width 16', 'No width']);
});

test('up to four groups have the looks that are furthest apart, and the eleventh group none at all', () => {
  const many = (count: number) => {
    const runs = Array.from({ length: count }, (_, i) => exampleRun(`r${i}`));
    return prepareGroups({ groups: runs.map((run) => ({ label: '', runs: [run] })), settings: [], baselines: [] }, exampleView({ runs: runs.map(({ id }) => id), groupBy: 'NONE' }));
  };
  expect(many(4).map(({ look }) => look?.colour)).toEqual(['s1', 's2', 's4', 's6']);
  expect(new Set(many(10).map(({ look }) => `${look?.dash} ${look?.mark} ${look?.isHollow}`)).size).toBe(10);
  expect(many(11).every(({ look }) => look === null)).toBe(true);
});

test('a group keeps its look when another leaves, and a new one takes the free one', () => {
  const groups = exampleGroups();
  const left = slotsWithout(groups, (group) => group === groups[0]);
  expect(left).toEqual([1]);
  expect(slotsFor(2, left)).toEqual([1, 0]);
  expect(slotsWithout(groups, (group) => group === groups[1])).toBeNull();
});

test('the baseline is the chosen one, else the pinned one, else the first', () => {
  const baselineOf = (groups: ReturnType<typeof exampleGroups>) => groups.findIndex(({ isBaseline }) => isBaseline);
  const pinned = { ...ANSWER, baselines: [{ run: { id: 'a1' }, baseline: { id: 'b2' } }] };
  expect(baselineOf(exampleGroups())).toBe(0);
  expect(baselineOf(prepareGroups(pinned, exampleView()))).toBe(1);
  expect(prepareGroups(pinned, exampleView())[1]!.pinnedRunId).toBe('b2');
  expect(baselineOf(prepareGroups(pinned, exampleView({ baseline: 'a2' })))).toBe(0);
});

test('settings have their values by group, whatever the order of the runs was', () => {
  const shuffled = ['b2', 'a1', 'b1', 'a2'];
  const values = shuffled.map((id) => DECAYS[RUNS.findIndex((run) => run.id === id)]!);
  const table = prepareSettingsTable(exampleGroups(), [{ name: 'weightDecay', values, isSame: false }], shuffled);
  expect(table.differences).toEqual([{ name: 'Weight decay', cells: [{ text: '5e-4', full: '5e-4', isOther: false }, { text: '0.005', full: '0.005', isOther: true }] }]);
});

test('seeds that differ within every group alike are the same in all groups', () => {
  const table = prepareSettingsTable(exampleGroups(), SETTINGS, RUNS.map(({ id }) => id));
  expect(table.same).toContainEqual({ name: 'Seeds', text: '1, 2' });
  expect(table.same).toContainEqual({ name: 'Loss', text: 'CE' });
});

test('what is not known so far of a waiting run is no difference', () => {
  const table = prepareSettingsTable(exampleGroups(), [{ name: 'backend', values: ['wasm', 'wasm', null, null], isSame: false }], RUNS.map(({ id }) => id));
  expect(table.differences).toEqual([]);
});

test('generated runs and a provisional phase are told of a group', () => {
  const phaseOf = (changes: Partial<(typeof RUNS)[number]>[]) => {
    const runs = RUNS.slice(0, 2).map((run, i) => ({ ...run, ...changes[i] }));
    return prepareGroups({ ...ANSWER, groups: [{ label: '', runs }] }, exampleView())[0]!.phase;
  };
  expect(phaseOf([{ isGenerated: true }, { isGenerated: true }])).toBe('2 seeds, generated, terminal phase from 20 to 21');
  expect(phaseOf([{ isGenerated: true }, {}])).toBe('2 seeds, 1 generated, terminal phase from 20 to 21');
  expect(phaseOf([{}, { isTerminalPhaseProvisional: true }])).toBe('2 seeds, terminal phase from 20 to 21, provisional');
});

test('a picture names the groups that are drawn in a look of their own', () => {
  expect(keyOf(exampleGroups({ hidden: [1] })).map(({ title }) => title)).toEqual(['Weight decay 5e-4']);
});
