import { error } from './error.ts';
import { meansEffectiveRank } from './means-effective-rank.ts';
import type { Metric } from './metric.ts';
import { mseNc1, mseNc23, msePerp } from './mse-decomposition.ts';
import { nc1 } from './nc1.ts';
import { nc1Cdnv } from './nc1-cdnv.ts';
import { nc1Quotient } from './nc1-quotient.ts';
import { nc1Vci } from './nc1-vci.ts';
import { nc2EquiangularMeans, nc2EquiangularWeights } from './nc2-equiangular.ts';
import { nc2EquinormMeans, nc2EquinormWeights } from './nc2-equinorm.ts';
import { nc2EtfMeans, nc2EtfWeights } from './nc2-etf.ts';
import { nc2EtfResidual } from './nc2-etf-residual.ts';
import { nc2KernelMean, nc2KernelStd } from './nc2-kernel.ts';
import { nc2MaxAngleMeans, nc2MaxAngleWeights } from './nc2-max-angle.ts';
import { nc3Alignment, nc3Uniformity } from './nc3-cosines.ts';
import { nc3Duality } from './nc3-duality.ts';
import { nc3Etf } from './nc3-etf.ts';
import { nc4Mismatch } from './nc4-mismatch.ts';
import { nccError } from './ncc-error.ts';
import { loss, robustnessDeepFool } from './recorded.ts';
import { withinEffectiveRank } from './within-effective-rank.ts';

export type { Metric, Need } from './metric.ts';

/** One line a metric: the paper's own in the order of its figures, then those that others added, by what they look at. */
const entries = [
  ...[nc2EquinormMeans, nc2EquinormWeights, nc2EquiangularMeans, nc2EquiangularWeights, nc2MaxAngleMeans, nc2MaxAngleWeights],
  ...[nc3Duality, nc1, nc4Mismatch],
  ...[error, nccError, loss, robustnessDeepFool],
  ...[nc1Quotient, nc1Cdnv, nc1Vci],
  ...[nc2EtfMeans, nc2EtfWeights, nc2EtfResidual, nc2KernelMean, nc2KernelStd],
  ...[nc3Etf, nc3Alignment, nc3Uniformity],
  ...[meansEffectiveRank, withinEffectiveRank],
  ...[mseNc1, mseNc23, msePerp],
];

export type MetricId = (typeof entries)[number]['id'];

/** The metric catalogue. */
export const catalogue: readonly Metric<MetricId>[] = entries;

/** Each id under its own name. */
export const MetricId = Object.fromEntries(entries.map(({ id }) => [id, id])) as { readonly [Id in MetricId]: Id };

/** The ids of what is computed from a snapshot. */
export const measuredIds: readonly MetricId[] = catalogue.filter((metric) => metric.measure).map((metric) => metric.id);

const byId = new Map(catalogue.map((metric) => [metric.id, metric]));

/** The catalogue's entry of an id; every id has one. */
export function metricOf(id: MetricId): Metric<MetricId> {
  return byId.get(id)!;
}
