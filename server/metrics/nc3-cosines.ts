import { dot } from '../linear-algebra/dot.ts';
import { mean } from '../linear-algebra/mean.ts';
import { sampleStd } from '../linear-algebra/sample-std.ts';
import { CONVENTION, defineMetric } from './metric.ts';
import { noValue, type Outcome, withValue } from './outcome.ts';
import type { Reading } from './reading.ts';
import { angleLessMeans, angleLessWeights } from './refusals.ts';
import { warningsOfMeans } from './warnings.ts';

/**
 * NC3 class by class: the angle between each classifier and its class mean.
 *
 *   mean and std over c of cos(w_c, m_c)
 *
 * Shapes     W [C,p] not centred, M [C,p] centred class means, row-major
 * Units      none; mean in [-1, 1], 1 at collapse; std >= 0, 0 at collapse, with the divisor C-1; linear axis
 * Needs      `means`, `weight`
 * Allocates  one number a class
 * Undefined  a mean equal to the global one: ZERO_MEAN; a zero row of W: ZERO_WEIGHT; no classifier: NO_CLASSIFIER
 * Accuracy   absolute 1e-15 times sqrt p
 * Source     Wu and Papyan 2024, arXiv 2405.17767 (uniform duality)
 * Version    1   raise when the value can change
 */
function alignment(reading: Reading): Outcome {
  return ofCosines(reading, mean);
}

function uniformity(reading: Reading): Outcome {
  return ofCosines(reading, sampleStd);
}

function ofCosines(reading: Reading, summary: (cosines: Float64Array) => number): Outcome {
  const warnings = warningsOfMeans(reading);
  const refusal = angleLessWeights(reading) ?? angleLessMeans(reading);
  return refusal ? noValue(refusal, warnings) : withValue(summary(classCosines(reading)), warnings);
}

function classCosines({ C, p, means, weights }: Reading): Float64Array {
  const cosines = new Float64Array(C);
  for (let c = 0; c < C; c++) {
    cosines[c] = dot(weights!.rows, c * p, means.rows, c * p, p) / (weights!.norms[c]! * means.norms[c]!);
  }
  return cosines;
}

const COMMON = { symbol: 'NC3', needs: ['means', 'weight'], source: 'Wu and Papyan 2024, arXiv 2405.17767' } as const;

export const nc3Alignment = defineMetric({
  ...COMMON,
  id: 'NC3_ALIGNMENT',
  title: 'Alignment of classifier and class mean',
  meaning: 'How far each classifier points the way of its own class mean: the cosine between them, on average over the classes.',
  formula: 'mean_{c} cos(w_{c}, m_{c})',
  atCollapse: '1',
  valueAtCollapse: () => 1,
  direction: 'RISES',
  conventions: [CONVENTION.weightNotCentred, CONVENTION.globalMean, CONVENTION.rawFeatures],
  measure: alignment,
});

export const nc3Uniformity = defineMetric({
  ...COMMON,
  id: 'NC3_UNIFORMITY',
  title: 'Unevenness of the alignment',
  meaning: 'How unequal the classes are in the angle between classifier and class mean.',
  formula: 'std_{c} cos(w_{c}, m_{c})',
  conventions: [CONVENTION.stdOfClasses, CONVENTION.weightNotCentred, CONVENTION.globalMean, CONVENTION.rawFeatures],
  measure: uniformity,
});
