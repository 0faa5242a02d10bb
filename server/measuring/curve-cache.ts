import { LRUCache } from 'lru-cache';
import type { PrismaClient } from '../../prisma/client.ts';
import type { MetricId } from '../metrics/catalogue.ts';
import type { ValueKind } from './value-kind.ts';

/** An epoch of a curve. */
export interface Place {
  runId: string;
  epoch: number;
  /** of its snapshot; null where only the epoch's own row tells of that split */
  digest: string | null;
}

/** A place of a column without a value. */
export interface Gap {
  index: number;
  kind: ValueKind;
  reason: string;
}

/** One metric at all places of a curve. It may be in several answers at once, so nothing in it is ever changed. */
export interface FullColumn {
  readonly values: readonly (number | null)[];
  readonly gaps: readonly Gap[];
  readonly warnings: readonly string[];
}

/** The snapshots of a run's curve as one statement gives them: epochs and digests, each joined by commas. */
export interface SnapshotList {
  runId: string;
  epochs: string;
  digests: string;
}

interface Curve extends SnapshotList {
  places: readonly Place[];
  columns: ReadonlyMap<MetricId, FullColumn>;
}

/** 350 curves of 350 epochs with six metrics. */
const MOST_BYTES = 40 * 1024 * 1024;
/** What the parts of a curve take, rather too much than too little. */
const BYTES = { curve: 1000, place: 88, column: 300, value: 24, gap: 56 };
const NONE: ReadonlyMap<MetricId, FullColumn> = new Map();

/**
 * Curves a server answered last, taken apart and in columns: a warm question of 20 runs and six metrics looks at 120 columns instead of
 * 42,000 values. What is kept of a curve stands beside the very list of epochs and digests that it was made from and goes with it, so a run that
 * grew, or whose snapshots were replaced, has no curve here. Only outcomes that stay true may be added: no PENDING, nothing damaged.
 */
export class CurveCache {
  readonly #curves = new LRUCache<string, Curve>({ maxSize: MOST_BYTES, sizeCalculation: bytesOf });

  /** The places of these snapshots: the same array as long as they are the same snapshots. */
  placesOf(key: string, { runId, epochs, digests }: SnapshotList): readonly Place[] {
    const known = this.#curves.get(key);
    if (known?.digests === digests && known.epochs === epochs) return known.places;
    const inOrder = epochs.split(',');
    const places = digests.split(',').map((digest, i) => ({ runId, epoch: Number(inOrder[i]), digest }));
    this.#curves.set(key, { runId, epochs, digests, places, columns: NONE });
    return places;
  }

  /** The columns that are known of these places. */
  columnsOf(key: string, places: readonly Place[]): ReadonlyMap<MetricId, FullColumn> {
    const curve = this.#curves.get(key);
    return curve?.places === places ? curve.columns : NONE;
  }

  add(key: string, places: readonly Place[], columns: ReadonlyMap<MetricId, FullColumn>): void {
    const curve = this.#curves.get(key);
    // other snapshots were found meanwhile
    if (curve?.places !== places || columns.size === 0) return;
    // a new object: the size of one that is there already would not be counted again
    this.#curves.set(key, { ...curve, columns: new Map([...curve.columns, ...columns]) });
  }
}

function bytesOf({ epochs, digests, places, columns }: Curve): number {
  let bytes = BYTES.curve + epochs.length + digests.length + BYTES.place * places.length;
  for (const { values, gaps } of columns.values()) bytes += BYTES.column + BYTES.value * values.length + BYTES.gap * gaps.length;
  return bytes;
}

const caches = new WeakMap<PrismaClient, CurveCache>();

/** What one server keeps of one record's curves. */
export function curveCacheOf(record: PrismaClient): CurveCache {
  const cache = caches.get(record) ?? new CurveCache();
  caches.set(record, cache);
  return cache;
}
