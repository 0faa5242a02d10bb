import { CONVENTION, defineMetric } from './metric.ts';
import { noValue, type Outcome, withValue } from './outcome.ts';
import type { Reading } from './reading.ts';
import { flatMeans } from './refusals.ts';
import { floatFloor, warningsOfMeans } from './warnings.ts';

/**
 * NC1 as a quotient of traces: all of the within-class spread against all of the between-class spread.
 *
 *   Tr Σ_W / Tr Σ_B = Σ_c (n_c/N) v_c / ((1/C) Σ_c |m_c|²)
 *
 * Shapes     v [C] mean squared distance to the class mean, n [C], M [C,p] centred class means
 * Units      none (ratio of squared lengths); >= 0; 0 at collapse; log axis
 * Needs      `counts`, `means`, `within`
 * Allocates  nothing beyond the lengths, which the reading keeps
 * Undefined  all means equal: COINCIDING_MEANS
 * Accuracy   relative 1e-15 times C: no inverse, and blind to direction
 * Source     Tirer, Huang, Niles-Weed 2023
 * Version    1   raise when the value can change
 */
function quotient(reading: Reading): Outcome {
  const warnings = [...warningsOfMeans(reading), ...floatFloor(reading)];
  const refusal = flatMeans(reading);
  return refusal ? noValue(refusal, warnings) : withValue(reading.withinTrace / reading.betweenTrace, warnings);
}

export const nc1Quotient = defineMetric({
  id: 'NC1_QUOTIENT',
  symbol: 'NC1',
  title: 'Within-class spread, quotient of traces',
  meaning: 'How large the spread within the classes is beside that between them, all directions alike.',
  formula: 'Tr Σ_{W} / Tr Σ_{B}',
  axis: 'LOG',
  needs: ['counts', 'means', 'within'],
  source: 'Tirer, Huang, Niles-Weed 2023',
  conventions: [CONVENTION.notDividedByC, CONVENTION.globalMean, CONVENTION.rawFeatures],
  measure: quotient,
});
