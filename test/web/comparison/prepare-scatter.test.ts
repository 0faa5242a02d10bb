import { expect, test } from 'vitest';
import { closeDomain, prepareScatter } from '../../../web/comparison/prepare-scatter.ts';
import { ERROR, NC1, exampleGroups, exampleView, summariesAnswer } from './examples.ts';

// error = 0.1 + 0.05 log10(NC1 / 0.01), exactly: five points per decade
const exact = summariesAnswer({ a1: { NC1: 0.01, ERROR: 0.1 }, a2: { NC1: 0.1, ERROR: 0.15 }, b1: { NC1: 1, ERROR: 0.2 }, b2: { NC1: 10, ERROR: 0.25 } });
const scatter = (summaries = exact, change = {}) => prepareScatter(exampleGroups(), summaries, [NC1, ERROR], exampleView(change))!;

test('a line is drawn through the logarithms where the axis is logarithmic', () => {
  const { chart, title } = scatter();
  expect(title).toBe('NC1 on train at the end and test error at the end');
  expect([chart.x.kind, chart.y.kind]).toEqual(['log', 'linear']);
  expect(chart.notes).toEqual(['least squares: 5.00 points per decade', '95\u202f% CI 5.00 to 5.00', 'n = 4, R² = 1.00']);
  const fit = chart.lines.find(({ id }) => id === 'fit')!;
  expect(fit.points[0]!.y).toBeCloseTo(0.1, 10);
  expect(fit.points.at(-1)!.y).toBeCloseTo(0.25, 10);
});

test('both axes logarithmic give the exponent of a power law', () => {
  const power = summariesAnswer({ a1: { NC1: 0.01, ERROR: 0.1 }, a2: { NC1: 0.04, ERROR: 0.2 }, b1: { NC1: 0.16, ERROR: 0.4 } });
  const { chart } = scatter(power, { y: 'log' });
  expect(chart.y.kind).toBe('log');
  expect(chart.notes!.slice(0, 2)).toEqual(['least squares: exponent 0.500', '95\u202f% CI 0.500 to 0.500']);
});

test('a zero turns a log axis linear rather than vanish', () => {
  const { chart } = scatter(summariesAnswer({ a1: { NC1: 0, ERROR: 0.1 }, a2: { NC1: 1, ERROR: 0.2 }, b1: { NC1: 2, ERROR: 0.3 } }));
  expect(chart.x.kind).toBe('linear');
  expect(chart.lines.flatMap(({ isScatter, points }) => (isScatter ? points : []))).toHaveLength(3);
});

test('each point is a run in the look of its group, and says which', () => {
  const [, first] = scatter().chart.lines;
  expect([first!.colour, first!.mark, first!.isScatter, first!.points[0]!.text]).toEqual(['s1', 'disc', true, 'run a1: 0.010, 10\u202f%']);
});

test('runs without a value are told with the reason', () => {
  const { gapNote, table } = scatter(summariesAnswer({ a1: { NC1: 1, ERROR: 0.1 }, a2: { NC1: 1 }, b1: { NC1: 2, ERROR: 0.1 }, b2: { NC1: 3, ERROR: 0.2 } }));
  expect(gapNote).toEqual({ short: '1 run not in it', text: 'run a2: NOT_RECORDED: nothing was recorded.' });
  expect(table.rows).toHaveLength(3);
});

test('two runs have no line', () => {
  const { chart } = scatter(summariesAnswer({ a1: { NC1: 1, ERROR: 0.1 }, b1: { NC1: 2, ERROR: 0.3 } }));
  expect(chart.notes).toEqual(['n = 2: a line needs three runs']);
  expect(chart.lines.some(({ id }) => id === 'fit')).toBe(false);
});

test('a close domain has whole ticks around the values, also around a single one', () => {
  expect(closeDomain([0.181, 0.219])).toEqual([0.18, 0.22]);
  const [low, high] = closeDomain([0.2]);
  expect(low < 0.2 && high > 0.2).toBe(true);
});

test('the file has the points, then the line with both ends of its interval', () => {
  const { numbers } = scatter(summariesAnswer({ a1: { NC1: 1, ERROR: 0.1 }, a2: { NC1: 2, ERROR: 0.12 }, b1: { NC1: 4, ERROR: 0.1 }, b2: { NC1: 8, ERROR: 0.2 } }));
  const [runs, trend] = ['run', 'least squares'].map((kind) => numbers.rows.filter((row) => row[0] === kind));
  expect([runs!.length, trend!.length > 10, numbers.rows.length]).toEqual([4, true, runs!.length + trend!.length]);
  for (const [, , , , y, low, high] of trend!) expect([Number(low) <= Number(y), Number(y) <= Number(high)]).toEqual([true, true]);
});
