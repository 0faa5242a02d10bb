import { CollapsarError } from '../../prisma/errors.ts';
import { decodeSnapshot } from '../../prisma/snapshot/codec.ts';
import { decodeCovariance } from '../../prisma/snapshot/parts.ts';
import type { SnapshotCore } from '../../prisma/snapshot/snapshot.ts';
import { type MetricId, metricOf } from '../metrics/catalogue.ts';
import { measure } from '../metrics/measure.ts';
import { noValue, type Outcome } from '../metrics/outcome.ts';
import type { SnapshotResult, SnapshotTask } from './measuring-task.ts';

/** Decodes, verifies and measures one snapshot. What is damaged is said in the result; nothing else goes wrong without being thrown. */
export function measureSnapshot({ digest, place, core: bytes, covariance, metrics }: SnapshotTask): SnapshotResult {
  const core = readOrError(() => decodeSnapshot(bytes, digest, place));
  if (core instanceof CollapsarError) return { digest, outcomes: [], corrupt: { code: core.code, message: core.message }, unread: [] };
  const matrix = covariance ? readOrError(() => decodeCovariance(covariance, covarianceDigest(core), core.features)) : lostPart(core, metrics);
  if (!(matrix instanceof CollapsarError)) return { digest, outcomes: [...measure(core, metrics, matrix)], unread: [] };
  const needing = metrics.filter(needsCovariance);
  const damaged = noValue(`${matrix.code}: ${matrix.message}`);
  const readable = measure(core, metrics.filter((id) => !needing.includes(id)));
  // NC1 stands without the covariance, but would be better with it: that too is to be measured again once the part is restored
  const unread = [...needing, ...(covariance && metrics.includes('NC1') ? (['NC1'] as const) : [])];
  return { digest, outcomes: [...readable, ...needing.map((id): [MetricId, Outcome] => [id, damaged])], unread };
}

const needsCovariance = (id: MetricId) => metricOf(id).needs.includes('covariance');

/** An error where the core names a covariance, a metric needs it, and the record does not have it. */
function lostPart(core: SnapshotCore, metrics: readonly MetricId[]): CollapsarError | undefined {
  if (!core.metadata.parts.COVARIANCE || !metrics.some(needsCovariance)) return undefined;
  return new CollapsarError('DATA_CORRUPT', 'Recorded data is damaged: the covariance that the snapshot names is gone; restore it from a backup or record it again.');
}

/** A part that the core does not name is not the core's: no digest fits it. */
const covarianceDigest = (core: SnapshotCore) => core.metadata.parts.COVARIANCE ?? '';

function readOrError<T>(read: () => T): T | CollapsarError {
  try {
    return read();
  } catch (error) {
    if (error instanceof CollapsarError) return error;
    throw error;
  }
}
