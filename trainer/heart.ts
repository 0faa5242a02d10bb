import { parentPort, workerData } from 'node:worker_threads';
import pg from 'pg';
import { listenForEvents } from '../prisma/events.ts';
import { secondsUp } from './seconds-up.ts';
import { BEAT, type Claim, HEARTBEAT_MS } from './claim.ts';

/** What the heart needs: the claim it keeps, and when the main thread last ran (`secondsUp`, written there). */
export interface HeartData {
  url: string;
  claim: Claim;
  lastTurn: Int32Array;
}

/** What the row says once the claim no longer holds; null where the run was deleted. */
export type HeartMessage = { attempt: number; status: string } | null;

/** A batch of a large network takes seconds, in which the main thread hears nothing; after this long it counts as hung. */
const HUNG_SECONDS = 600;

/**
 * The heartbeat of a training process, as a thread of its own: a batch of many seconds must cost neither the lease nor the
 * ear for orders. Beats while the main thread is alive, looks at once when somebody pauses or cancels a run, and tells the main
 * thread when the row is no longer its own. A lost database is tried again at the next beat.
 */
class Heart {
  #client: pg.Client | null = null;
  #beating = false;

  constructor(private readonly data: HeartData) {}

  start() {
    setInterval(() => void this.beat(), HEARTBEAT_MS);
    const isOrder = (kind: string) => kind === 'run.paused' || kind === 'run.cancelled';
    listenForEvents(this.data.url, ({ kind }) => void (isOrder(kind) && this.beat()), () => void this.beat());
  }

  async beat() {
    if (this.#beating || this.#isHung()) return;
    this.#beating = true;
    try {
      const { runId, attempt } = this.data.claim;
      const client = await this.#connected();
      const { rowCount } = await client.query(BEAT, [runId, attempt]);
      if (rowCount !== 1) {
        const { rows } = await client.query('SELECT attempt, status::text AS status FROM "Run" WHERE id = $1', [runId]);
        parentPort!.postMessage((rows[0] ?? null) satisfies HeartMessage);
      }
    } catch {
      this.#client?.end().catch(() => {});
      this.#client = null;
    }
    this.#beating = false;
  }

  #isHung = () => secondsUp() - Atomics.load(this.data.lastTurn, 0) > HUNG_SECONDS;

  async #connected(): Promise<pg.Client> {
    if (this.#client) return this.#client;
    const client = new pg.Client({ connectionString: this.data.url, connectionTimeoutMillis: 5000, query_timeout: 5000, application_name: 'collapsar-heart' });
    client.on('error', () => {
      this.#client = null;
    });
    await client.connect();
    this.#client = client;
    return client;
  }
}

new Heart(workerData as HeartData).start();
