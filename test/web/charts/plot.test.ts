import { describe, expect, test } from 'vitest';
import { type ChartInput, type Curve, prepareChart } from '../../../web/charts/prepare-chart.ts';
import { createElement, draw, expectPicture } from '../picture.ts';

const { Plot } = await import('../../../web/charts/Plot.tsx');
const { CrosshairContext, createCrosshair } = await import('../../../web/charts/crosshair.ts');

const curve = (change: Partial<Curve>): Curve => ({
  id: 'train',
  label: 'train',
  colour: 'ink',
  isDashed: false,
  mark: null,
  epochs: [],
  values: [],
  ...change,
});
const plain: ChartInput = {
  name: 'Error',
  unit: 'number',
  yTitle: 'Tr(Σ_{W} Σ_{B}^{+}) / C',
  axis: 'log',
  ideal: { at: 0, label: 'collapse 0' },
  curves: [],
  terminalPhaseEpoch: 20,
  isPhaseProvisional: false,
  namesPhase: false,
  countsFromPhase: false,
  lastEpoch: 60,
  plannedEpochs: 60,
  isEnded: true,
  zoom: null,
};
const input = (change: Partial<ChartInput>): ChartInput => ({ ...plain, ...change });
const plot = (change: Partial<ChartInput>) =>
  createElement(Plot, { model: prepareChart(input(change)), width: 340, height: 236, right: 100 });

const epochs = Array.from({ length: 30 }, (_, i) => 2 * i + 1);
const falling = (from: number, rate: number) => epochs.map((epoch) => from * Math.exp(-epoch / rate));

describe('the picture of a chart', () => {
  test('has what random labels would give as a dotted line', () => {
    const train = curve({ epochs, values: falling(9, 6) });
    expectPicture('random-labels', plot({ curves: [train], references: [{ at: 40, label: 'random labels', text: '40.0' }] }));
  });

  test('has exact zeros as hollow discs on the rail below the break of a log axis', () => {
    const train = curve({ epochs, values: falling(0.9, 4).map((value, i) => (epochs[i]! >= 20 ? 0 : value)) });
    const tested = curve({
      id: 'test',
      label: 'test',
      colour: 'ink-2',
      isDashed: true,
      epochs,
      values: falling(0.6, 30),
    });
    expectPicture(
      'log-with-zeros',
      plot({ unit: 'share', yTitle: 'share of images', namesPhase: true, curves: [train, tested] }),
    );
  });

  test('has means and classifiers in their colours and marks on a linear axis, the target at its foot', () => {
    const means = curve({
      id: 'means',
      label: 'means',
      colour: 'means',
      mark: 'disc',
      epochs,
      values: falling(0.5, 25),
    });
    const classifiers = curve({
      id: 'classifiers',
      label: 'classifiers',
      colour: 'classifiers',
      mark: 'diamond',
      epochs,
      values: falling(0.2, 60),
    });
    expectPicture('linear', plot({ axis: 'linear', ideal: { at: 0, label: 'ETF 0' }, curves: [means, classifiers] }));
  });

  test('says so where the terminal phase was not reached, and shades nothing', () => {
    expectPicture(
      'no-terminal-phase',
      plot({ terminalPhaseEpoch: null, namesPhase: true, curves: [curve({ epochs, values: falling(9, 12) })] }),
    );
  });

  test('breaks the line where a value is missing', () => {
    const values = falling(9, 12).map((value, i) => (i > 8 && i < 14 ? null : value));
    expectPicture('gap', plot({ curves: [curve({ epochs, values })] }));
  });

  test('has a dot for a point that stands alone between gaps', () => {
    const values = falling(9, 12).map((value, i) => (i === 10 || i === 12 ? null : value));
    expectPicture('lone-point', plot({ curves: [curve({ epochs, values })] }));
  });

  test('has two decades of empty axis above the rail when all values are zero', () => {
    expectPicture('all-zeros', plot({ curves: [curve({ epochs, values: epochs.map(() => 0) })] }));
  });

  test('keeps the words of a late terminal phase inside the plot', () => {
    const words = (terminalPhaseEpoch: number) => draw(plot({ terminalPhaseEpoch, namesPhase: true, curves: [curve({ epochs, values: falling(9, 6) })] })).match(/<text class="tpt-label halo"[^>]*>/)![0];
    expect(words(5)).not.toContain('text-anchor');
    expect(words(55)).toContain('text-anchor="end"');
  });

  test('counts from the terminal phase where the view does', () => {
    expectPicture(
      'since-terminal-phase',
      plot({ countsFromPhase: true, curves: [curve({ epochs, values: falling(9, 12) })] }),
    );
  });

  test('has a dot and a value at each line under the crosshair, and the epoch on the axis', () => {
    const crosshair = createCrosshair();
    crosshair.setStops(epochs);
    crosshair.follow(30.2);
    const chart = plot({
      curves: [
        curve({ epochs, values: falling(9, 12) }),
        curve({ id: 'test', label: 'test', colour: 'ink-2', isDashed: true, epochs, values: falling(12, 40) }),
      ],
    });
    expectPicture('crosshair', createElement(CrosshairContext, { value: crosshair }, chart));
  });
});

test('a chart draws every line it is given', () => {
  const lines = ['train', 'test'].map((id) => curve({ id, label: id, epochs, values: falling(9, 12) }));
  expect(draw(plot({ curves: lines })).match(/recharts-line-curve/g)).toHaveLength(2);
});
