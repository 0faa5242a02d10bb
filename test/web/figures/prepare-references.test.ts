import { expect, test } from 'vitest';
import { chartTable } from '../../../web/charts/chart-table.ts';
import { endLabels, roomForEnds } from '../../../web/charts/prepare-ends.ts';
import { layOut } from '../../../web/charts/plot-layout.ts';
import { prepareChart } from '../../../web/charts/prepare-chart.ts';
import { FIGURES } from '../../../web/figures/catalogue.ts';
import { referencesOf } from '../../../web/figures/prepare-references.ts';

type Random = NonNullable<Parameters<typeof referencesOf>[1]>;
const figure = (id: string) => FIGURES.find((each) => each.id === id)!;
const random = (train: Random['train'], test: Random['test'] = train): Random => ({ train, test });

test('what random labels give depends on the number of images: train and test have a line each', () => {
  const both = random([{ metric: 'NC1', value: 500 }], [{ metric: 'NC1', value: 1000 }]);
  expect(referencesOf(figure('nc1'), both, { split: 'both' }, false)).toEqual([
    { at: 500, text: '500', label: 'random, train' },
    { at: 1000, text: '1\u202f000', label: 'random, test' },
  ]);
  expect(referencesOf(figure('nc1'), both, { split: 'test' }, false)).toEqual([{ at: 1000, text: '1\u202f000', label: 'random labels' }]);
});

test('values that twenty draws do not tell apart are one line, of class means and classifiers too', () => {
  const alike = random([{ metric: 'NC2_EQUINORM_MEANS', value: 0.1 }, { metric: 'NC2_EQUINORM_WEIGHTS', value: 0.104 }], [{ metric: 'NC2_EQUINORM_MEANS', value: 0.098 }, { metric: 'NC2_EQUINORM_WEIGHTS', value: 0.104 }]);
  expect(referencesOf(figure('equal-norms'), alike, { split: 'both' }, false)).toEqual([{ at: 0.1, text: '0.100', label: 'random labels' }]);
});

test('class means and classifiers that differ are named', () => {
  const apart = random([{ metric: 'NC2_MAX_ANGLE_MEANS', value: 0.14 }, { metric: 'NC2_MAX_ANGLE_WEIGHTS', value: 0.1 }]);
  expect(referencesOf(figure('maximal-angle'), apart, { split: 'both' }, false).map(({ label }) => label)).toEqual(['random, means', 'random, classifiers']);
});

test('a metric without a reference has no line, nor has the loss, nor one that is not asked for', () => {
  expect(referencesOf(figure('nc3'), random([{ metric: 'NC3_DUALITY', value: null }]), { split: 'train' }, false)).toEqual([]);
  expect(referencesOf(figure('loss'), random([{ metric: 'NC1', value: 1 }]), { split: 'both' }, false)).toEqual([]);
  expect(referencesOf(figure('nc1'), null, { split: 'both' }, false)).toEqual([]);
});

test('the error is a share of images', () => {
  expect(referencesOf(figure('error'), random([{ metric: 'ERROR', value: 0.9 }]), { split: 'train' }, true)).toEqual([{ at: 0.9, text: '90\u202f%', label: 'random labels' }]);
});

const chart = prepareChart({
  ...{ name: 'NC1', unit: 'number', yTitle: 'y', axis: 'log', ideal: { at: 0, label: 'collapse 0' }, terminalPhaseEpoch: 3, isPhaseProvisional: false, namesPhase: false },
  ...{ countsFromPhase: false, lastEpoch: 5, plannedEpochs: 5, isEnded: true, zoom: null },
  curves: [{ id: 'train', label: 'train', colour: 'ink', isDashed: false, mark: null, epochs: [1, 5], values: [2, 0.1] }],
  references: [{ at: 500, label: 'random labels', text: '500' }],
});

test('the axis holds the dotted line, which has a label, a sentence and a column of the table', () => {
  expect(chart.y.domain[1]).toBeGreaterThanOrEqual(500);
  const layout = layOut(chart, { width: 340, height: 236, right: roomForEnds(chart) });
  expect(endLabels(chart, layout).map(({ name, colour }) => [name, colour])).toContainEqual(['random labels', 'ink-3']);
  expect(chart.summary).toContain('Random labels: 500.');
  expect(chartTable(chart)).toEqual({ heads: ['epoch', 'train', 'random labels'], rows: [[1, 2, 500], [5, 0.1, 500]], texts: [['1', '2.00', '500'], ['5', '0.100', '500']] });
});
