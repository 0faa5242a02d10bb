import { expect, test } from 'vitest';
import { layOut } from '../../../web/charts/plot-layout.ts';
import { type ChartInput, prepareChart } from '../../../web/charts/prepare-chart.ts';
import { cursorValues, spokenValues } from '../../../web/charts/prepare-crosshair.ts';
import { endLabels, roomForEnds } from '../../../web/charts/prepare-ends.ts';

const input = (change: Partial<ChartInput>, values: (number | null)[] = [0.5, 0.1, 0]): ChartInput => ({
  name: 'Error',
  unit: 'share',
  yTitle: 'share of images',
  axis: 'log',
  ideal: null,
  curves: [
    {
      id: 'train',
      label: 'train',
      colour: 'ink',
      isDashed: false,
      mark: null,
      epochs: values.map((_, i) => i + 1),
      values,
    },
  ],
  terminalPhaseEpoch: 3,
  isPhaseProvisional: false,
  namesPhase: true,
  countsFromPhase: false,
  lastEpoch: values.length,
  plannedEpochs: 10,
  isEnded: true,
  zoom: null,
  ...change,
});

test('a log axis has a rail when there is a zero, or a target of zero, and else none', () => {
  expect(prepareChart(input({})).y.hasRail).toBe(true);
  expect(prepareChart(input({ ideal: { at: 0, label: 'collapse 0' } }, [1, 2])).y.hasRail).toBe(true);
  expect(prepareChart(input({}, [0.5, 0.2])).y.hasRail).toBe(false);
});

test('a zoom narrows the x axis, leaves out what is outside, and fits the y axis to what is left', () => {
  const zoomed = prepareChart(input({ unit: 'number', axis: 'linear', zoom: { from: 2, to: 3 } }, [100, 1, 2]));
  expect(zoomed.x.domain).toEqual([2, 3]);
  expect(zoomed.lines[0]!.points.map(({ x }) => x)).toEqual([2, 3]);
  expect(zoomed.y.domain[1]).toBe(2);
  expect(prepareChart(input({ zoom: { from: 1, to: 2 } })).phase).toBeNull();
});

test('a negative value turns a log axis linear rather than vanish', () => {
  const { y } = prepareChart(input({ unit: 'number' }, [-0.5, 1]));
  expect([y.kind, y.domain[0] <= -0.5]).toEqual(['linear', true]);
});

test('each point carries its value as a person reads it', () => {
  expect(prepareChart(input({}, [0.5, null, 0])).lines[0]!.points.map((point) => point.text)).toEqual([
    '50\u202f%',
    '–',
    '0\u202f%',
  ]);
});

test('counting from the terminal phase moves points, axis and rule alike', () => {
  const chart = prepareChart(input({ countsFromPhase: true }));
  expect(chart.lines[0]!.points.map((point) => point.x)).toEqual([-2, -1, 0]);
  expect([chart.phase?.at, ...chart.x.domain]).toEqual([0, -3, 0]);
});

test('a phase too young to rely on is called provisional, in its label and in the summary', () => {
  const chart = prepareChart(input({ isPhaseProvisional: true }));
  expect(chart.phase?.label).toBe('terminal phase, 3 (provisional)');
  expect(chart.summary).toMatch(/Terminal phase from epoch 3, provisional\.$/);
  expect(prepareChart(input({})).phase?.label).toBe('terminal phase, 3');
});

test('a phase not reached is said once there is a value', () => {
  expect(prepareChart(input({ terminalPhaseEpoch: null })).phaseNote).toBe('terminal phase not reached');
  expect(prepareChart(input({ terminalPhaseEpoch: null }, [null])).phaseNote).toBeNull();
});

test('the summary tells each curve from its first to its last value', () => {
  expect(prepareChart(input({})).summary).toBe(
    'Error over epochs. train: 50\u202f% to 0\u202f% in 3 measured epochs. Terminal phase from epoch 3.',
  );
});

test('the label of a target on the rail gives way to a curve that ends there', () => {
  const chart = prepareChart(input({ ideal: { at: 0, label: 'collapse 0' } }));
  const layout = layOut(chart, { width: 300, height: 236, right: 80 });
  expect(endLabels(chart, layout).map((label) => label.name)).toEqual(['train']);
});

test('end labels get at least 78 pixels', () => {
  expect(roomForEnds(prepareChart(input({})))).toBe(78);
});

test('the crosshair shows no value where a line has none', () => {
  const chart = prepareChart(input({}, [0.5, null, 0.1]));
  const layout = layOut(chart, { width: 300, height: 236, right: 80 });
  expect(cursorValues(chart, layout, 2)).toEqual([]);
  expect(cursorValues(chart, layout, 3).map((value) => value.text)).toEqual(['10\u202f%']);
  expect(spokenValues(chart, 4)).toBe('Error, epoch 4: train not measured');
});
