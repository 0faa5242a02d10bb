import type { SnapshotPlace } from '../../prisma/snapshot/codec.ts';
import type { MetricId } from '../metrics/catalogue.ts';
import type { Outcome } from '../metrics/outcome.ts';

/** A snapshot to be measured: its bytes as they were recorded, and what is wanted of it. */
export interface SnapshotTask {
  digest: string;
  place: SnapshotPlace;
  core: Uint8Array;
  /** the part COVARIANCE, where it was recorded and is needed */
  covariance?: Uint8Array;
  metrics: readonly MetricId[];
}

/** What came out of it. */
export interface SnapshotResult {
  digest: string;
  outcomes: [MetricId, Outcome][];
  /** why the core cannot be read; then there are no outcomes */
  corrupt?: { code: string; message: string };
  /** the metrics whose outcome is only that the part COVARIANCE is damaged: true today, not for ever, so not to be cached */
  unread: MetricId[];
}
