import type { SnapshotCore } from '../../prisma/snapshot/snapshot.ts';
import { Draws } from './draws.ts';
import type { EpochRow } from './draw-epochs.ts';
import type { RunPlan } from './plan-run.ts';

type Split = 'TRAIN' | 'TEST';

/** How far the network of an epoch is from the collapsed one. */
interface Distance {
  /** the NC1 that the statistics have while the means form an exact simplex */
  nc1: number;
  /** of the class means from the simplex, relative to their norm; of the classifier from the class means likewise */
  means: number;
  classifier: number;
}

/** Draws that stay the same over a run's epochs, so that its curves are smooth. */
export class CollapsingRun {
  readonly #plan: RunPlan;
  readonly #centre: Float64Array;
  readonly #meansNoise: Float64Array;
  readonly #classifierNoise: Float64Array;
  readonly #spread: Float64Array;
  readonly #seed: number;

  constructor(plan: RunPlan, seed: number) {
    const { classes: C, features: p } = plan.sizes;
    const draws = new Draws(`seed ${seed}, directions of ${plan.id}`);
    this.#plan = plan;
    this.#seed = seed;
    this.#centre = draws.normals(p);
    this.#meansNoise = draws.normals(C * p);
    this.#classifierNoise = draws.normals(C * p);
    this.#spread = Float64Array.from({ length: p }, () => draws.between(0.4, 1.6));
  }

  /**
   * The statistics that C classes with the same diagonal within-class covariance Σ_W = diag(d) have, without the samples:
   * within = Σ d, scatter A = M Σ_W Mᵀ. The class means are the vertices of a simplex of unit norm plus noise that falls.
   */
  core(row: EpochRow, split: Split): SnapshotCore {
    const { classes: C, features: p } = this.#plan.sizes;
    const draws = new Draws(`seed ${this.#seed}, ${split} of ${this.#plan.id}, epoch ${row.epoch}`);
    const distance = this.#distance(row.epoch, split);
    const centred = this.#centred(distance, draws);
    const variances = this.#spread.map((share) => (share * distance.nc1 * C) / (C - 1) ** 2);
    const perClass = split === 'TRAIN' ? this.#plan.sizes.trainImages : this.#plan.sizes.testImages;
    const error = split === 'TRAIN' ? row.trainError : row.testError;
    return {
      classes: C, features: p, samples: C * perClass,
      counts: new Float64Array(C).fill(perClass),
      means: centred.map((value, k) => value + this.#centre[k % p]!),
      within: new Float64Array(C).fill(variances.reduce((sum, variance) => sum + variance, 0)),
      scatter: weightedGram(centred, variances, C, p),
      weight: Float32Array.from(centred, (value, k) => 3 * (value + (distance.classifier / Math.sqrt(p)) * this.#classifierNoise[k]!)),
      bias: new Float32Array(C),
      ...tables(C, perClass, Math.round(error * C * perClass), Math.round(Math.min(0.9, distance.means / 2) * error * C * perClass)),
      metadata: {
        run: this.#plan.id, epoch: row.epoch, split, layer: 'last', featureType: 'float32', largestFeature: 6,
        weightDecay: this.#plan.settings.optimiser.weightDecay, lossReduction: this.#plan.settings.lossReduction, loss: this.#plan.settings.loss, parts: {},
      },
    };
  }

  #distance(epoch: number, split: Split): Distance {
    const { firstNc1, nc1Power } = this.#plan.law;
    const drops = this.#plan.settings.schedule.steps.filter(({ afterEpoch }) => afterEpoch < epoch).length;
    const fallen = epoch ** -nc1Power * 0.6 ** drops;
    const isTest = split === 'TEST';
    return {
      nc1: isTest ? firstNc1 * fallen ** 0.6 + 0.1 : firstNc1 * fallen,
      means: (isTest ? 1.2 : 1) * 0.9 * fallen ** 0.4,
      classifier: 1.1 * fallen ** 0.4,
    };
  }

  /** Centred class means [C,p]. */
  #centred({ means }: Distance, draws: Draws): Float64Array {
    const { classes: C, features: p } = this.#plan.sizes;
    const length = Math.sqrt(C / (C - 1));
    const M = Float64Array.from(this.#meansNoise, (noise, k) => {
      const [c, j] = [Math.floor(k / p), k % p];
      const vertex = j < C ? length * ((c === j ? 1 : 0) - 1 / C) : 0;
      return vertex + (means / Math.sqrt(p)) * (noise + 0.05 * draws.normal());
    });
    for (let j = 0; j < p; j++) {
      let sum = 0;
      for (let c = 0; c < C; c++) sum += M[c * p + j]!;
      for (let c = 0; c < C; c++) M[c * p + j]! -= sum / C;
    }
    return M;
  }
}

/** M diag(d) Mᵀ, [C,C]. */
function weightedGram(M: Float64Array, d: Float64Array, C: number, p: number): Float64Array {
  const gram = new Float64Array(C * C);
  for (let a = 0; a < C; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let j = 0; j < p; j++) sum += M[a * p + j]! * d[j]! * M[b * p + j]!;
      gram[a * C + b] = sum;
      gram[b * C + a] = sum;
    }
  }
  return gram;
}

/** Tables of the same samples: `errors` are chosen wrongly, and of these the nearest class mean tells another class than the choice in `mismatches`. */
function tables(C: number, perClass: number, errors: number, mismatches: number) {
  const at = () => new Uint32Array(C * C);
  const [nearest, confusion, agreement] = [at(), at(), at()];
  for (let i = 0; i < C * perClass; i++) {
    const label = i % C;
    const other = (label + 1 + (Math.floor(i / C) % (C - 1))) % C;
    const choice = i < errors ? other : label;
    const closest = i < errors && i >= mismatches ? other : label;
    nearest[label * C + closest]! += 1;
    confusion[label * C + choice]! += 1;
    agreement[choice * C + closest]! += 1;
  }
  return { nearest, confusion, agreement };
}
