/** An epoch shorter than this is finished when a stop is asked for (people expect it within 5 s); a longer one is dropped and trained again later. */
const SHORT_EPOCH_MS = 3_000;
const REMEMBERED = 5;

/** How fast a run goes: what is left of it, and when the next checkpoint is due. */
export class Pace {
  #durations: number[] = [];
  #sinceCheckpoint = performance.now();
  /** what the newest epoch measured, shown until the next one has it */
  last: { imagesPerSecond: number | null; trainError: number | null } = { imagesPerSecond: null, trainError: null };

  constructor(private readonly checkpointSeconds: number) {}

  /** Adds the duration of an epoch, evaluation and measuring included. */
  add(durationMs: number) {
    this.#durations = [...this.#durations, durationMs].slice(-REMEMBERED);
  }

  /** Keeps the newest values that are known. */
  remember(row: { imagesPerSecond: number | null; trainError: number | null }) {
    this.last = { imagesPerSecond: row.imagesPerSecond ?? this.last.imagesPerSecond, trainError: row.trainError ?? this.last.trainError };
  }

  /** Milliseconds for so many more epochs, at the mean of the last five; null before the first. */
  remainingMs(epochs: number): number | null {
    if (this.#durations.length === 0) return null;
    return (epochs * this.#durations.reduce((sum, ms) => sum + ms, 0)) / this.#durations.length;
  }

  isShort() {
    return this.#durations.length > 0 && this.#durations.at(-1)! < SHORT_EPOCH_MS;
  }

  isCheckpointDue() {
    return performance.now() - this.#sinceCheckpoint >= 1000 * this.checkpointSeconds;
  }

  checkpointWritten() {
    this.#sinceCheckpoint = performance.now();
  }
}
