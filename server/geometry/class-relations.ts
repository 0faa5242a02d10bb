import type { SnapshotCore } from '../../prisma/snapshot/snapshot.ts';
import { centreRows } from '../linear-algebra/centre-rows.ts';
import { product } from '../linear-algebra/product.ts';
import { rowNorms } from '../linear-algebra/row-norms.ts';
import { transpose } from '../linear-algebra/transpose.ts';
import { classVectors, type Refusal } from './class-vectors.ts';
import { principalAxes } from './principal-axes.ts';

/** Directions given as vectors of the feature space. */
const DIRECTIONS = 3;

/** How the classes of one epoch stand to one another; s chosen classes, p features, every matrix [s,s] row-major. */
export interface ClassRelations {
  /** [s] */
  meanNorms: Float64Array;
  classifierNorms: Float64Array | null;
  meansGram: Float64Array;
  /** NaN where a vector has no direction */
  meansCosines: Float64Array;
  classifiersGram: Float64Array | null;
  classifiersCosines: Float64Array | null;
  /** row: classifier, column: class mean */
  betweenGram: Float64Array | null;
  betweenCosines: Float64Array | null;
  /** [min(s-1, p)] */
  shares: Float64Array;
  /** [min(3, s-1, p), p] row-major, unit rows; zero where there is no variance */
  directions: Float64Array;
}

/** Gram and cosine matrices of centred class means and classifiers, and the principal directions of the means; or why there are none. */
export function classRelations(core: SnapshotCore, classes: readonly number[]): ClassRelations | Refusal {
  const vectors = classVectors(core, classes);
  if (typeof vectors === 'string') return vectors;
  const { means, weights } = vectors;
  const [s, p] = [classes.length, core.features];
  const meanNorms = rowNorms(means, s, p);
  const classifierNorms = weights && rowNorms(weights, s, p);
  const meansGram = product(means, means, s, s, p);
  const classifiersGram = weights && product(weights, weights, s, s, p);
  const betweenGram = weights && product(weights, means, s, s, p);
  return {
    ...{ meanNorms, classifierNorms, meansGram, classifiersGram, betweenGram },
    meansCosines: cosines(meansGram, meanNorms, meanNorms),
    classifiersCosines: classifiersGram && cosines(classifiersGram, classifierNorms!, classifierNorms!),
    betweenCosines: betweenGram && cosines(betweenGram, classifierNorms!, meanNorms),
    ...directionsOf(centreRows(means, s, p), s, p),
  };
}

/** The cosine of a vector with itself is 1 whatever the rounding; that of a zero vector is none. */
function cosines(products: Float64Array, rows: Float64Array, columns: Float64Array): Float64Array {
  const s = rows.length;
  return products.map((value, k) => {
    const [i, j] = [Math.floor(k / s), k % s];
    const lengths = rows[i]! * columns[j]!;
    return lengths > 0 ? Math.max(-1, Math.min(1, value / lengths)) : Number.NaN;
  });
}

function directionsOf(D: Float64Array, s: number, p: number): Pick<ClassRelations, 'shares' | 'directions'> {
  const d = Math.min(DIRECTIONS, s - 1, p);
  const { axes, shares } = principalAxes(D, s, p, d);
  const directions = product(transpose(axes, s, d), transpose(D, s, p), d, p, s);
  const lengths = rowNorms(directions, d, p);
  return { shares, directions: directions.map((entry, k) => (lengths[Math.floor(k / p)]! > 0 ? entry / lengths[Math.floor(k / p)]! : 0)) };
}
