import { expect, test } from 'vitest';
import { PLAIN_VIEW, type CompareView, compareAddress, compareViewOf } from '../../../web/comparison/view.ts';

const viewOf = (search: string) => compareViewOf(new URLSearchParams(search));
const searchOf = (parts: Partial<CompareView>) => new URLSearchParams(Object.entries(compareAddress(parts)).filter((entry): entry is [string, string] => entry[1] !== null)).toString();

test('an empty address is the plain view', () => {
  expect(viewOf('')).toEqual(PLAIN_VIEW);
});

test('what is as usual is not written', () => {
  expect(searchOf({ ...PLAIN_VIEW })).toBe('');
});

test('every part of a view comes back from its address', () => {
  const view: CompareView = {
    runs: ['run_1', 'run_2'], metrics: ['NC4_MISMATCH'], groupBy: 'WEIGHT_DECAY', align: 'epoch', centre: 'geometric-mean', band: 'CI95', y: 'log', split: 'TEST',
    zoom: { from: -20, to: 40 }, slots: [0, 2], hidden: [2], baseline: 'run_2',
    scatterX: { metric: 'NC1', split: 'TEST', at: 'phase' }, scatterY: { metric: 'LOSS', split: 'TRAIN', at: 'best' }, multiples: 'NC3_DUALITY',
  };
  expect(viewOf(searchOf(view))).toEqual(view);
});

test('what cannot be is as usual', () => {
  const { runs, ...rest } = viewOf('runs=<script>,run_1,run_1&metrics=nc1&group=colour&from=5&to=3&hidden=0,x&across=NC1.train&looks=');
  expect(runs).toEqual(['run_1']);
  expect(rest).toEqual({ ...PLAIN_VIEW, slots: [], runs: undefined });
});

test('at most forty runs are read from an address', () => {
  expect(viewOf(`runs=${Array.from({ length: 50 }, (_, i) => `r${i}`).join(',')}`).runs).toHaveLength(40);
});

test('a band that belongs to a mean gives way to the range around a median', () => {
  expect(viewOf('centre=median&band=std').band).toBe('MIN_MAX');
  expect(viewOf('centre=median&band=none').band).toBe('NONE');
});
