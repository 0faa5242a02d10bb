import { expect, test } from 'vitest';
import type { FigureData } from '../../../web/figures/figure-data.ts';
import { prepareRobustness } from '../../../web/robustness/prepare-robustness.ts';
import type { RobustnessAnswer } from '../../../web/robustness/robustness-documents.ts';

const split = { epochs: [], columns: [], gaps: [] };
const data: FigureData = { sizes: null, terminalPhaseEpoch: 2, isPhaseProvisional: false, lastEpoch: 4, plannedEpochs: 4, isEnded: true, loss: 'MSE', history: { epochs: [1, 2, 3, 4], trainLoss: [], trainError: [], testLoss: [], testError: [0.5, 0.1, null, 0.05] }, train: split, test: split };
const answer = (values: (number | null)[]) => ({ run: { id: 'run_1', robustnessImages: 20 }, series: [{ epochs: [1, 2, 4], columns: [{ values, gaps: [] }] }] }) as RobustnessAnswer;

test('both curves, and both values where the terminal phase began and at the end', () => {
  const { figures, answers, epochs } = prepareRobustness(answer([0.1, 0.2, 0.3]), data, undefined)!;
  expect(figures.map(({ number, chart }) => [number, chart.lines[0]!.points.map(({ x, y }) => [x, y]), chart.phase?.at])).toEqual([
    ['Fig. 8', [[1, 0.1], [2, 0.2], [4, 0.3]], 2],
    [null, [[1, 0.5], [2, 0.9], [4, 0.95]], 2],
  ]);
  expect(answers.map(({ value }) => value)).toEqual(['0.200 → 0.300', '90.0\u202f% → 95.0\u202f%']);
  expect(answers[0]!.note).toBe('epoch 2, where the terminal phase began, to 4 (+50\u202f%)');
  expect(answers[1]!.note).toBe('epoch 2, where the terminal phase began, to 4 (+5.0\u202fpt)');
  expect(figures[1]!.chart.lines[0]!.points.at(-1)!.text).toBe('95.0\u202f%');
  expect(epochs).toEqual([1, 2, 4]);
});

test('without a terminal phase the end stands alone, and says so', () => {
  expect(prepareRobustness(answer([0.1, 0.2, 0.3]), { ...data, terminalPhaseEpoch: null }, undefined)!.answers[0]).toEqual({ name: 'Robustness', value: '0.300', note: 'epoch 4; terminal phase not reached' });
  expect(prepareRobustness(answer([0.1, null, 0.3]), data, undefined)!.answers[0]!.note).toBe('epoch 4; not measured in epoch 2');
});

test('never measured is nothing to draw', () => {
  expect(prepareRobustness(answer([null, null, null]), data, undefined)).toBeNull();
});
