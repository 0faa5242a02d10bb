/** What the figures need of a run; the run's page hands it in. */
export interface FigureData {
  terminalPhaseEpoch: number | null;
  /** too young to rely on */
  isPhaseProvisional: boolean;
  lastEpoch: number;
  plannedEpochs: number;
  isEnded: boolean;
  loss: 'CROSS_ENTROPY' | 'MSE';
  history: { epochs: number[]; trainLoss: Column; trainError: Column; testLoss: Column; testError: Column };
  train: SplitCurves;
  test: SplitCurves;
  /** sizes of what was measured, of which random labels are drawn; null where they are not known */
  sizes: Sizes | null;
}

/** Classes, features and images of a network's snapshots. */
export interface Sizes {
  classes: number;
  features: number;
  train: number;
  /** null: no test images */
  test: number | null;
}

export type Column = (number | null)[];

export interface SplitCurves {
  epochs: number[];
  columns: { metric: string; values: Column }[];
  gaps: {
    metric: string;
    epoch: number;
    kind: 'FINITE' | 'UNDEFINED' | 'PENDING' | 'MISSING' | 'NOT_APPLICABLE';
    reason: string;
  }[];
}
