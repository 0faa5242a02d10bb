/**
 * Sufficient statistics of one layer on one split after one epoch: all that the metrics of the last layer need.
 * C classes, p features, N samples; every matrix is row-major.
 */
export interface SnapshotCore {
  classes: number;
  features: number;
  samples: number;
  /** [C] samples per class */
  counts: Float64Array;
  /** [C,p] class means, network in eval mode */
  means: Float64Array;
  /** [C] mean squared distance of a class's samples to its mean */
  within: Float64Array;
  /** [C,C] A = M Σ_W Mᵀ, M the centred class means */
  scatter: Float64Array;
  /** [C,C] true label x nearest train class mean */
  nearest: Uint32Array;
  /** [C,p] the classifier's rows; absent for an inner layer */
  weight?: Float32Array | Float64Array;
  /** [C] */
  bias?: Float32Array | Float64Array;
  /** [C,C] true label x classifier's choice */
  confusion?: Uint32Array;
  /** [C,C] classifier's choice x nearest train class mean */
  agreement?: Uint32Array;
  metadata: SnapshotMetadata;
}

/** Travels in the blob's `__metadata__`, so an exported file explains itself. */
export interface SnapshotMetadata {
  run: string;
  epoch: number;
  split: 'TRAIN' | 'TEST';
  layer: string;
  /** number type the network computed the features in, e.g. "float32" */
  featureType: string;
  /** largest absolute value among the features: the metrics judge rounding by it */
  largestFeature: number;
  /** null when not known, as for a bare features file */
  weightDecay: number | null;
  lossReduction: string | null;
  /** what the network was trained with, e.g. MSE; absent when not known */
  loss?: string;
  /** digests (sha256) of the parts beside this core, by kind */
  parts: Partial<Record<'COVARIANCE' | 'EXAMPLES' | 'DISAGREEMENTS', string>>;
}
