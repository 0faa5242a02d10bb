/**
 * Streaming class sums in float64, in two passes over the same samples: `ClassMeans`, then `ClassSpread` about those means.
 *
 * Two passes and never E[h²]-E[h]²: near collapse the within-class spread is 1e-7 of the means' size, and that difference would keep
 * no correct digit. Sums of the first pass are shifted by each class's first sample for the same reason.
 * The state is the same however the samples are cut into batches.
 */
import { CollapsarError } from '../errors.ts';
import { PackedCovariance } from './packed-covariance.ts';
import { CHUNK, projectSamples } from './project-samples.ts';

type Features = Float32Array | Float64Array;
type Labels = ArrayLike<number>;

/**
 * First pass: class means.
 *
 *   mu_c = s_c + (1/n_c) sum_{i in c} (h_i - s_c)     s_c the first sample of class c
 *
 * Shapes     features [n,p] row-major, labels [n]; counts [C], means [C,p]
 * Allocates  2 C p numbers at construction; nothing in `add`
 * Accuracy   absolute error of a mean: a rounding of the mean, plus n_c roundings of the class's spread
 */
export class ClassMeans {
  /** largest |h| seen */
  largest = 0;
  private samples = 0;
  private readonly counts: Float64Array;
  private readonly shifts: Float64Array;
  private readonly sums: Float64Array;

  constructor(
    readonly classes: number,
    readonly features: number,
  ) {
    this.counts = new Float64Array(classes);
    this.shifts = new Float64Array(classes * features);
    this.sums = new Float64Array(classes * features);
  }

  /** Adds a batch. Throws BATCH_SHAPE, LABEL_OUT_OF_RANGE or FEATURE_NOT_FINITE, naming the sample by its place in the pass. */
  add(features: Features, labels: Labels): void {
    checkBatch(features, labels, this.features);
    for (let row = 0; row < labels.length; row++) {
      const label = checkLabel(labels[row], this.classes, this.samples);
      this.addRow(features, row * this.features, label);
      this.samples++;
    }
  }

  /** Throws EMPTY_CLASS naming the classes without a sample: they have no mean. */
  finish(): { counts: Float64Array; means: Float64Array; samples: number; largest: number } {
    const { classes, features: p, counts, shifts, sums } = this;
    refuseEmptyClasses(counts);
    const means = new Float64Array(classes * p);
    for (let k = 0; k < means.length; k++) means[k] = shifts[k] + sums[k] / counts[Math.floor(k / p)];
    return { counts: counts.slice(), means, samples: this.samples, largest: this.largest };
  }

  private addRow(features: Features, from: number, label: number): void {
    const { features: p, shifts, sums } = this;
    const at = label * p;
    const first = this.counts[label]++ === 0;
    for (let j = 0; j < p; j++) {
      const h = features[from + j];
      const size = Math.abs(h);
      if (!(size < Number.POSITIVE_INFINITY)) throw notFinite(h, this.samples, j);
      if (size > this.largest) this.largest = size;
      if (first) shifts[at + j] = h;
      else sums[at + j] += h - shifts[at + j];
    }
  }
}

export interface SpreadOptions {
  classes: number;
  features: number;
  /** [C] and [C,p] of the same samples, from the first pass */
  counts: Float64Array;
  means: Float64Array;
  /** [C,p] class means that `nearest` and `agreement` compare with; default `means` (a test split gives the train split's) */
  trainMeans?: Float64Array;
  /** also sum Σ_W, packed; costs p(p+1)/2 per sample where the rest costs C p */
  covariance?: boolean;
  /** whether each batch comes with the classifier's choices */
  choices?: boolean;
  /** told of each sample whose choice is not its nearest train class mean: its place in the pass, and that mean's class */
  onMismatch?: (sample: number, nearest: number) => void;
}

export interface ClassSpreadSums {
  /** [C] */
  within: Float64Array;
  /** [C,C] */
  scatter: Float64Array;
  /** [C,C] true label x nearest train class mean */
  nearest: Uint32Array;
  /** [C,C] true label x choice; with `choices` */
  confusion?: Uint32Array;
  /** [C,C] choice x nearest train class mean; with `choices` */
  agreement?: Uint32Array;
  /** [p(p+1)/2] upper triangle of Σ_W row by row; with `covariance` */
  covariance?: Float64Array;
}

/**
 * Second pass: spread about the class means.
 *
 *   within_c = (1/n_c) sum_{i in c} |d_i|²          d_i = h_i - mu_{y_i}
 *   A = M Σ_W Mᵀ = (1/N) sum_i (M d_i)(M d_i)ᵀ       M rows mu_c - mu_G, mu_G the mean of the class means
 *
 * Shapes     M [C,p]; A [C,C]; the p x p matrix is never made unless `covariance` asks for it
 * Allocates  everything at construction; nothing in `add` but room in the kernels' memory, which all share
 * Accuracy   relative 1e-6 at spread/mean = 1e-7 and float64 features: an error e of a mean enters as e², not as e times the mean
 * Nearest    by squared distance; a tie goes to the lower class
 */
export class ClassSpread {
  private samples = 0;
  private readonly centred: Float64Array;
  private readonly trainMeans: Float64Array;
  private readonly seen: Float64Array;
  private readonly squares: Float64Array;
  /** the same sum over M d instead of d */
  private readonly scatter: PackedCovariance;
  private readonly nearest: Uint32Array;
  private readonly confusion: Uint32Array | undefined;
  private readonly agreement: Uint32Array | undefined;
  private readonly covariance: PackedCovariance | undefined;
  /** the samples in hand: h and d [CHUNK,p], M d and distances to the train means [CHUNK,C] */
  private readonly rows: Float64Array;
  private readonly deviations: Float64Array;
  private readonly projections: Float64Array;
  private readonly distances: Float64Array;

  constructor(private readonly options: SpreadOptions) {
    const { classes: C, features: p, counts, means, trainMeans = means } = options;
    if (counts.length !== C || means.length !== C * p || trainMeans.length !== C * p)
      throw new RangeError(
        `counts [${counts.length}], means [${means.length}], trainMeans [${trainMeans.length}] given for C=${C}, p=${p}`,
      );
    refuseEmptyClasses(counts);
    this.centred = centreMeans(means, C, p);
    this.trainMeans = trainMeans;
    this.seen = new Float64Array(C);
    this.squares = new Float64Array(C);
    this.scatter = new PackedCovariance(C);
    this.nearest = new Uint32Array(C * C);
    this.confusion = options.choices ? new Uint32Array(C * C) : undefined;
    this.agreement = options.choices ? new Uint32Array(C * C) : undefined;
    this.covariance = options.covariance ? new PackedCovariance(p) : undefined;
    this.rows = new Float64Array(CHUNK * p);
    this.deviations = new Float64Array(CHUNK * p);
    this.projections = new Float64Array(CHUNK * C);
    this.distances = new Float64Array(CHUNK * C);
  }

  /** Adds a batch; `choices` [n] when the options say so. Throws BATCH_SHAPE or LABEL_OUT_OF_RANGE (of a choice too). */
  add(features: Features, labels: Labels, choices?: Labels): void {
    const { classes, features: p } = this.options;
    checkBatch(features, labels, p);
    if (Boolean(choices) !== Boolean(this.confusion) || (choices && choices.length !== labels.length))
      throw batchShape(`${choices?.length ?? 'no'} choices come with ${labels.length} labels`);
    for (let i = 0; i < labels.length; i++) {
      checkLabel(labels[i], classes, this.samples + i);
      if (choices) checkLabel(choices[i], classes, this.samples + i);
    }
    for (let from = 0; from < labels.length; from += CHUNK) this.addChunk(features, labels, choices, from);
    this.samples += labels.length;
  }

  /** Throws PASSES_DIFFER when this pass saw other samples than the counts say. */
  finish(): ClassSpreadSums {
    const { classes: C, counts } = this.options;
    for (let c = 0; c < C; c++)
      if (this.seen[c] !== counts[c])
        throw new CollapsarError(
          'PASSES_DIFFER',
          `The second pass saw ${this.seen[c]} samples of class ${c}, the first ${counts[c]}; give both passes the same samples.`,
        );
    return {
      within: this.squares.map((sum, c) => sum / counts[c]),
      scatter: unpack(this.scatter.finish(this.samples), C),
      nearest: this.nearest,
      confusion: this.confusion,
      agreement: this.agreement,
      covariance: this.covariance?.finish(this.samples),
    };
  }

  /** The samples from `from` on, as many as fit and the batch has: what stands in the unused places is never read. */
  private addChunk(features: Features, labels: Labels, choices: Labels | undefined, from: number): void {
    const { rows, deviations, projections, distances } = this;
    const { classes: C } = this.options;
    const count = Math.min(CHUNK, labels.length - from);
    for (let s = 0; s < count; s++) this.takeRow(features, from + s, labels[from + s], s);
    projectSamples(this.centred, this.trainMeans, rows, deviations, count, projections, distances);
    for (let s = 0; s < count; s++) {
      const nearest = this.nearestOf(s);
      this.nearest[labels[from + s] * C + nearest]++;
      this.scatter.add(projections, s * C);
      if (!choices) continue;
      this.countChoice(labels[from + s], choices[from + s], nearest);
      if (choices[from + s] !== nearest) this.options.onMismatch?.(this.samples + from + s, nearest);
    }
  }

  /** Sample `i` of the batch into place `s`, and into the sums that need no class mean but its own. */
  private takeRow(features: Features, i: number, label: number, s: number): void {
    const { features: p, means } = this.options;
    const { rows, deviations } = this;
    let square = 0;
    for (let j = 0; j < p; j++) {
      const h = features[i * p + j]; // read once, so that the loops behind see one type of array
      const d = h - means[label * p + j];
      rows[s * p + j] = h;
      deviations[s * p + j] = d;
      square += d * d;
    }
    this.squares[label] += square;
    this.seen[label]++;
    this.covariance?.add(deviations, s * p);
  }

  private nearestOf(s: number): number {
    const { classes: C } = this.options;
    let nearest = 0;
    for (let c = 1; c < C; c++) if (this.distances[s * C + c] < this.distances[s * C + nearest]) nearest = c;
    return nearest;
  }

  private countChoice(label: number, choice: number, nearest: number): void {
    const C = this.options.classes;
    if (this.confusion) this.confusion[label * C + choice]++;
    if (this.agreement) this.agreement[choice * C + nearest]++;
  }
}

/** M: class means about the mean of the class means; shifted by the first one, so that a far origin costs no digits. */
function centreMeans(means: Float64Array, C: number, p: number): Float64Array {
  const centred = new Float64Array(C * p);
  for (let j = 0; j < p; j++) {
    let sum = 0;
    for (let c = 0; c < C; c++) sum += means[c * p + j] - means[j];
    for (let c = 0; c < C; c++) centred[c * p + j] = means[c * p + j] - means[j] - sum / C;
  }
  return centred;
}

function unpack(upper: Float64Array, C: number): Float64Array {
  const full = new Float64Array(C * C);
  for (let a = 0, k = 0; a < C; a++) for (let b = a; b < C; b++, k++) full[a * C + b] = full[b * C + a] = upper[k];
  return full;
}

function refuseEmptyClasses(counts: Float64Array): void {
  const empty = [...counts.keys()].filter((c) => !(counts[c] > 0));
  if (empty.length === 0) return;
  const named = empty.slice(0, 10).join(', ') + (empty.length > 10 ? ` and ${empty.length - 10} more` : '');
  throw new CollapsarError(
    'EMPTY_CLASS',
    `${empty.length} of ${counts.length} classes have no sample: ${named}; give each class at least one, or leave these classes out.`,
  );
}

function checkBatch(features: Features, labels: Labels, p: number): void {
  if (features.length !== labels.length * p)
    throw batchShape(
      `${features.length} numbers come with ${labels.length} labels, expected ${labels.length} x ${p} = ${labels.length * p}`,
    );
}

function batchShape(reason: string): CollapsarError {
  return new CollapsarError(
    'BATCH_SHAPE',
    `A batch does not fit together: ${reason}; check that features and labels are of the same samples.`,
  );
}

function checkLabel(label: number, classes: number, sample: number): number {
  if (!(Number.isInteger(label) && label >= 0 && label < classes))
    throw new CollapsarError(
      'LABEL_OUT_OF_RANGE',
      `Sample ${sample} has label ${label}, expected a whole number from 0 to ${classes - 1}; check the labels or the number of classes.`,
    );
  return label;
}

function notFinite(value: number, sample: number, feature: number): CollapsarError {
  return new CollapsarError(
    'FEATURE_NOT_FINITE',
    `Feature ${feature} of sample ${sample} is ${value}, expected a finite number; look for a network that diverged.`,
  );
}
