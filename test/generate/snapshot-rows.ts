import { encodeSnapshot } from '../../prisma/snapshot/codec.ts';
import { metricValueRow } from '../../server/measuring/metric-value.ts';
import type { MetricId } from '../../server/metrics/catalogue.ts';
import { measure } from '../../server/metrics/measure.ts';
import { CollapsingRun } from './collapsing-core.ts';
import { Draws } from './draws.ts';
import type { EpochRow } from './draw-epochs.ts';
import type { RunPlan } from './plan-run.ts';

/** What is measured and kept of runs whose values are there at once: what lists, filters and the verdict read. */
const KEPT: Record<'TRAIN' | 'TEST', MetricId[]> = {
  TRAIN: ['NC1', 'NC2_EQUINORM_MEANS', 'NC2_EQUIANGULAR_MEANS', 'NC2_MAX_ANGLE_MEANS', 'NC3_DUALITY', 'NC4_MISMATCH', 'ERROR'],
  TEST: ['NC1', 'NC4_MISMATCH', 'ERROR'],
};

export interface MeasuredRows {
  snapshots: object[];
  values: object[];
}

/**
 * The snapshots of a run's measured epochs, real bytes under their real digests, and where `keepsValues` the values that the
 * formulas give for them, as the server would have kept them.
 */
export function snapshotRows(plan: RunPlan, epochs: readonly EpochRow[], seed: number, keepsValues: boolean): MeasuredRows {
  const run = new CollapsingRun(plan, seed);
  const rows: MeasuredRows = { snapshots: [], values: [] };
  for (const epoch of plan.settings.measuredEpochs.filter((each) => each <= plan.epochs)) {
    for (const split of ['TRAIN', 'TEST'] as const) {
      const row = epochs[epoch - 1]!;
      const core = run.core(row, split);
      const { bytes, digest } = encodeSnapshot(core);
      const { classes, features, samples } = core;
      const id = new Draws(`seed ${seed}, snapshot ${plan.id} ${epoch} ${split}`).id('snap_', row.recordedAt);
      rows.snapshots.push({ id, runId: plan.id, epoch, split, layer: 'last', digest, bytes: bytes.length, classes, features, samples, core: bytes, createdAt: row.recordedAt });
      if (!keepsValues) continue;
      for (const [metric, outcome] of measure(core, KEPT[split])) rows.values.push({ ...metricValueRow(digest, metric, outcome), computedAt: row.recordedAt });
    }
  }
  return rows;
}
