// The program of a worker thread of the measuring pool: snapshots in, outcomes out.
import { measureSnapshot } from './measure-snapshot.ts';
import type { SnapshotResult, SnapshotTask } from './measuring-task.ts';
import { drawNullReference } from './null-reference-draws.ts';
import type { NullReferenceResult, NullReferenceTask } from './null-reference-task.ts';

/** Measures a group of snapshots, one after the other. */
export function measureSnapshots(tasks: SnapshotTask[]): SnapshotResult[] {
  return tasks.map(measureSnapshot);
}

/** Draws and measures what no collapse looks like. */
export function measureNullReference(task: NullReferenceTask): NullReferenceResult[] {
  return drawNullReference(task);
}
