import { mean } from '../linear-algebra/mean.ts';
import { sampleStd } from '../linear-algebra/sample-std.ts';
import { CONVENTION, defineMetric } from './metric.ts';
import { noValue, type Outcome, withValue } from './outcome.ts';
import type { Reading } from './reading.ts';
import { coincidingDirections, tooFewPairs } from './refusals.ts';
import { warningsOfMeans } from './warnings.ts';

/**
 * Hyperspherical uniformity of the class means, by the logarithmic kernel; the reading of NC2 that still makes sense for C > p+1.
 *
 *   mean and std over pairs c < c' of -ln | m_c/|m_c| - m_c'/|m_c'| |
 *
 * Shapes     M [C,p] centred class means; C (C-1) / 2 pairs
 * Units      none; at a simplex ETF the mean is -0.5 ln(2C/(C-1)) and the std 0; linear axis; std has the divisor (pairs - 1)
 * Needs      `means`
 * Allocates  one number a pair
 * Undefined  two means in one direction: COINCIDING_MEANS; a mean equal to the global one: ZERO_MEAN; the std for C = 2: TOO_FEW_PAIRS
 * Accuracy   absolute 1e-14: directions near each other are compared by their difference, not by their cosine
 * Source     Liu et al. 2023, arXiv 2303.06484; Wu and Papyan 2024, arXiv 2405.17767
 * Version    1   raise when the value can change
 */
function kernelMean(reading: Reading): Outcome {
  const warnings = warningsOfMeans(reading);
  const refusal = coincidingDirections(reading);
  return refusal ? noValue(refusal, warnings) : withValue(mean(kernelValues(reading)), warnings);
}

function kernelStd(reading: Reading): Outcome {
  const warnings = warningsOfMeans(reading);
  const refusal = coincidingDirections(reading) ?? tooFewPairs(reading);
  return refusal ? noValue(refusal, warnings) : withValue(sampleStd(kernelValues(reading)), warnings);
}

/** -ln of a distance, from its square. */
const kernelValues = (reading: Reading) => reading.directionDistances.map((square) => -0.5 * Math.log(square));

const COMMON = {
  symbol: 'NC2',
  needs: ['means'],
  source: 'Liu et al. 2023, arXiv 2303.06484; Wu and Papyan 2024, arXiv 2405.17767',
} as const;

export const nc2KernelMean = defineMetric({
  ...COMMON,
  id: 'NC2_KERNEL_MEAN',
  title: 'Uniformity on the sphere, mean',
  meaning: 'How crowded the directions of the class means are on the sphere; lowest when they keep the widest distances.',
  formula: "mean_{c<c'} -ln |m_{c}/|m_{c}| - m_{c'}/|m_{c'}||",
  atCollapse: '-½ ln(2C/(C-1))',
  valueAtCollapse: (C) => -0.5 * Math.log((2 * C) / (C - 1)),
  conventions: ['Logarithmic kernel.', CONVENTION.globalMean, CONVENTION.rawFeatures],
  measure: kernelMean,
});

export const nc2KernelStd = defineMetric({
  ...COMMON,
  id: 'NC2_KERNEL_STD',
  title: 'Uniformity on the sphere, spread',
  meaning: 'How unequal the distances between the directions of the class means are.',
  formula: "std_{c<c'} -ln |m_{c}/|m_{c}| - m_{c'}/|m_{c'}||",
  conventions: ['Logarithmic kernel.', CONVENTION.stdOfPairs, CONVENTION.globalMean, CONVENTION.rawFeatures],
  measure: kernelStd,
});
