import { CollapsarError } from '../../prisma/errors.ts';
import { decodeSnapshot } from '../../prisma/snapshot/codec.ts';
import { decodeCovariance } from '../../prisma/snapshot/parts.ts';
import type { SnapshotCore } from '../../prisma/snapshot/snapshot.ts';
import { metricOf } from '../metrics/catalogue.ts';
import { measure } from '../metrics/measure.ts';
import { noValue } from '../metrics/outcome.ts';
import type { SnapshotResult, SnapshotTask } from './measuring-task.ts';

/** Decodes, verifies and measures one snapshot. What is damaged is said in the result; nothing else goes wrong without being thrown. */
export function measureSnapshot({ digest, place, core: bytes, covariance, metrics }: SnapshotTask): SnapshotResult {
  const core = readOrError(() => decodeSnapshot(bytes, digest, place));
  if (core instanceof CollapsarError) return { digest, outcomes: [], corrupt: { code: core.code, message: core.message }, unread: [] };
  const matrix = covariance && readOrError(() => decodeCovariance(covariance, covarianceDigest(core), core.features));
  if (!(matrix instanceof CollapsarError)) return { digest, outcomes: [...measure(core, metrics, matrix)], unread: [] };
  const unread = metrics.filter((id) => metricOf(id).needs.includes('covariance'));
  const readable = metrics.filter((id) => !unread.includes(id));
  const damaged = noValue(`${matrix.code}: ${matrix.message}`);
  return { digest, outcomes: [...measure(core, readable), ...unread.map((id) => [id, damaged] as const)].map(([id, outcome]) => [id, outcome]), unread };
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
