/** What the geometry needs to know of a run; the run's page hands it in. */
export interface GeometryRun {
  id: string;
  /** C; null before the first snapshot */
  classCount: number | null;
  layers: readonly string[];
  terminalPhaseEpoch: number | null;
  isPhaseProvisional: boolean;
  isEnded: boolean;
  /** how many snapshots there are so far: more of them, more to ask for */
  measuredCount: number;
  /** metrics of the last layer */
  train: SplitValues;
  test: SplitValues;
  /** under what is exported, before the address */
  caption: string;
}

export interface SplitValues {
  epochs: number[];
  columns: { metric: string; values: (number | null)[] }[];
}
