import type { IncomingMessage } from 'node:http';
import DataLoader from 'dataloader';
import type { PrismaClient } from '../../prisma/client.ts';
import type { Caller } from './caller.ts';
import { RequestLife } from './request-life.ts';

/** A row of the record's event table as subscriptions see it. */
export interface RecordEvent {
  id: bigint;
  kind: string;
  studyId: string | null;
  runId: string | null;
  epoch: number | null;
  /** of a `review.` event: id of the thread, verdict, request, report or check it tells of */
  subject: string | null;
}

/** Who looks at a run beside the one who asks. */
export interface Looking {
  /** ids of people, in order */
  userIds: readonly string[];
  /** connections of share links: nobody knows whose */
  visitorCount: number;
}

/** Who looks at a run: a person, or somebody with a share link where the id is null. */
export interface Looker {
  userId: string | null;
}

/** Who is looking at what now, on all servers; implemented in live/. */
export interface PresenceSource {
  /**
   * Announces that somebody looks at a run until the iterator is ended, and tells who else does: at once, and at each change.
   *
   * @param looker null: nobody is announced
   */
  look(runId: string, looker: Looker | null): AsyncIterableIterator<Looking>;
}

/** What a subscription asks of the process's one listener; implemented in live/. */
export interface EventSource {
  /**
   * Events matching `isWanted` behind the cursor `after` (from now on when absent), in order, without gap or double.
   *
   * @param studyId the one study whose events can be wanted: those of others are then not read; null: any
   */
  follow(after: bigint | undefined, isWanted: (event: RecordEvent) => boolean, studyId?: string | null): AsyncIterableIterator<RecordEvent>;
  /** The number of the newest event in the record, or of one study; 0 before the first. */
  newest(studyId?: string | null): Promise<bigint>;
  readonly presence: PresenceSource;
}

/** Who asks a request, and what its resolvers use; the same context for the same request. Throws UNAUTHENTICATED, RATE_LIMITED. */
export type MakeContext = (request: IncomingMessage) => Promise<RequestContext>;

/** Rows for keys, in the keys' order; an error in a row's place fails only those who asked for that row. */
export type Batch<K, V> = (record: PrismaClient, keys: readonly K[]) => Promise<(V | Error)[]>;

/**
 * What a resolver may use. One instance lives as long as one request (or one subscription event), so that nothing
 * loaded for one caller is ever shown to another and no row is older than the question.
 */
export class RequestContext {
  readonly record: PrismaClient;
  readonly events: EventSource;
  readonly caller: Caller;
  /** how long the answer is waited for */
  readonly life: RequestLife;
  // not a #private field: Apollo hands resolvers a copy made by Object.assign, which such fields do not survive
  private readonly loaders = new Map<unknown, unknown>();

  constructor(record: PrismaClient, events: EventSource, caller: Caller, life: RequestLife = new RequestLife()) {
    this.record = record;
    this.life = life;
    this.events = events;
    this.caller = caller;
  }

  /** Loads `key` together with every other key asked for in the same tick; objects are keys by their content. */
  load<K, V>(batch: Batch<K, V>, key: K): Promise<V> {
    let loader = this.loaders.get(batch) as DataLoader<K, V, string> | undefined;
    if (!loader) {
      loader = new DataLoader<K, V, string>((keys) => batch(this.record, keys), {
        maxBatchSize: 500,
        cacheKeyFn: (key) => JSON.stringify(key),
      });
      this.loaders.set(batch, loader);
    }
    return loader.load(key);
  }

  /** Forgets what was loaded: a mutation calls it for what it changed. */
  forget(): void {
    this.loaders.clear();
  }
}
