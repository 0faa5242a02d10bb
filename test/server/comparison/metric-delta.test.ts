import { expect, test } from 'vitest';
import { type DeltaRules, metricDelta, type RunCurve } from '../../../server/comparison/metric-delta.ts';

const rules: DeltaRules = { at: 'LAST_COMMON', band: 'MIN_MAX', tolerance: 0.1 };
const curve = (runId: string, values: (number | null)[], terminalPhaseEpoch: number | null = null): RunCurve => ({
  runId, terminalPhaseEpoch, epochs: values.map((_, i) => i + 1), column: { values, gaps: values.flatMap((value, index) => (value === null ? [{ index, kind: 'PENDING' as const, reason: 'PENDING: wait.' }] : [])) },
});

test.each([
  ['NC1', 1.2, 'WORSE'], ['NC1', 1.05, 'SAME'], ['NC1', 0.8, 'BETTER'],
  ['NC3_ALIGNMENT', 1.2, 'BETTER'], ['NC3_ALIGNMENT', 0.8, 'WORSE'],
  ['WITHIN_EFFECTIVE_RANK', 1.2, 'UNDECIDED'], ['WITHIN_EFFECTIVE_RANK', 1.05, 'SAME'],
] as const)('%s at %d beside 1 is %s with a tolerance of a tenth', (metric, value, verdict) => {
  const reason = verdict === 'UNDECIDED' ? expect.stringMatching(/^NO_DIRECTION: /) : null;
  expect(metricDelta(metric, curve('a', [value]), curve('b', [1]), [], rules)).toMatchObject({ verdict, reason, delta: value - 1, seedBand: null, isOutsideBand: null });
});

test('runs of different lengths are compared after the last epoch that both have', () => {
  const delta = metricDelta('NC1', curve('short', [8, 4]), curve('long', [9, 5, 3, 1]), [curve('long', [9, 5, 3, 1]), curve('seed', [1, 7, 3])], rules);
  expect(delta).toMatchObject({ value: { epoch: 2, value: 4 }, baselineValue: { epoch: 2, value: 5 }, verdict: 'BETTER', isOutsideBand: true });
  expect(delta.seedBand).toEqual({ low: expect.closeTo(5, 12), high: expect.closeTo(7, 12), n: 2, runIds: ['long', 'seed'] });
  expect(delta.relativeDelta).toBeCloseTo(-0.2, 14);
});

test('the other ways to choose: each terminal phase, the last, the best', () => {
  const [run, baseline] = [curve('a', [6, 2, 4], 2), curve('b', [9, 8, 3, 5], 3)];
  const pairOf = (at: DeltaRules['at']) => {
    const { value, baselineValue } = metricDelta('NC1', run, baseline, [], { ...rules, at });
    return [value.value, baselineValue.value];
  };
  expect(pairOf('TERMINAL_PHASE')).toEqual([2, 3]);
  expect(pairOf('LAST')).toEqual([4, 5]);
  expect(pairOf('BEST')).toEqual([2, 3]);
});

test('a band by hand: seeds 1 and 100 have the geometric mean 10 and one more lies anywhere within t(1) s root 1.5 of it', () => {
  const { seedBand } = metricDelta('NC1', curve('a', [10]), curve('b', [1]), [curve('b', [1]), curve('c', [100])], { ...rules, band: 'PREDICTION95' });
  const half = 12.706204736174698 * Math.log(10) * Math.SQRT2 * Math.sqrt(1.5);
  expect(Math.log(seedBand!.high)).toBeCloseTo(Math.log(10) + half, 8);
  expect(Math.log(seedBand!.low)).toBeCloseTo(Math.log(10) - half, 8);
});

test('a missing value decides nothing and says why; a baseline of zero has no share', () => {
  expect(metricDelta('NC1', curve('a', [null]), curve('b', [1]), [], rules)).toMatchObject({ verdict: 'UNDECIDED', delta: null, isPending: true, reason: 'PENDING: wait.' });
  expect(metricDelta('NC1', curve('a', []), curve('b', [1]), [], rules)).toMatchObject({ verdict: 'UNDECIDED', reason: expect.stringMatching(/no measured epoch in common/) });
  expect(metricDelta('ERROR', curve('a', [0.01]), curve('b', [0]), [], rules)).toMatchObject({ verdict: 'WORSE', delta: 0.01, relativeDelta: null });
  expect(metricDelta('ERROR', curve('a', [0]), curve('b', [0]), [], rules)).toMatchObject({ verdict: 'SAME', delta: 0 });
});
