import { nearestStop, type TimeScale, timeScale } from './time-scale.ts';

/** How long the whole time line takes at speed 1, and how long a still frame stands. */
const WHOLE_MS = 9_000;
const STILL_MS = 1_200;
export const SPEEDS = [0.5, 1, 2, 4] as const;

/**
 * Where in time the geometry is. It lives outside of React: it moves sixty times a second, and only what listens is drawn. Standing
 * still it is always at a measured epoch; between two it is only while it plays or is dragged.
 */
export class Player {
  #stops: readonly number[];
  #stills: readonly number[] | null = null;
  #scale: TimeScale;
  #at: number;
  #stillFor = 0;
  #isPlaying = false;
  #isLooping = false;
  #speed = 1;
  readonly #listeners = new Set<() => void>();

  /** Over measured epochs, ascending and at least one; stands at `epoch` or the measured one nearest to it, else at the last. */
  constructor(stops: readonly number[], epoch: number | null) {
    this.#stops = stops;
    this.#scale = timeScale(stops[0]!, stops.at(-1)!);
    this.#at = this.#placeOf(epoch ?? stops.at(-1)!);
  }

  /** Tells of every move and of every change of how it moves. */
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get stops() {
    return this.#stops;
  }
  get scale() {
    return this.#scale;
  }
  /** share of the time line */
  get place() {
    return this.#at;
  }
  /** the measured epoch that is nearest */
  get stop() {
    return nearestStop(this.#stops, this.#at, this.#scale);
  }
  get isAtStop() {
    return this.#scale.place(this.stop) === this.#at;
  }
  /** whole only by chance while it moves */
  get epoch() {
    // at a measured epoch that epoch itself: exp(log) would miss it by the last digit
    return this.isAtStop ? this.stop : this.#scale.epoch(this.#at);
  }
  get isPlaying() {
    return this.#isPlaying;
  }
  get isLooping() {
    return this.#isLooping;
  }
  get speed() {
    return this.#speed;
  }

  toggle(): void {
    if (this.#isPlaying) this.pause();
    else if (this.#stops.length > 1) this.#play();
  }
  pause(): void {
    this.#isPlaying = false;
    this.settle();
  }
  /** Plays on by so many milliseconds. */
  advance(ms: number): void {
    if (!this.#isPlaying) return;
    if (this.#stills) this.#advanceStills(this.#stills, ms * this.#speed);
    else this.#advanceBy((ms * this.#speed) / WHOLE_MS);
  }
  /** To a place of the line, for as long as it is dragged. */
  drag(place: number): void {
    this.#isPlaying = false;
    this.#moveTo(Math.max(0, Math.min(1, place)));
  }
  /** To the nearest measured epoch. */
  settle(): void {
    this.#moveTo(this.#placeOf(this.stop));
  }
  goTo(epoch: number): void {
    this.#isPlaying = false;
    this.#moveTo(this.#placeOf(epoch));
  }
  /** By so many measured epochs. */
  step(by: number): void {
    const next = this.#stops.indexOf(this.stop) + by;
    this.goTo(this.#stops[Math.max(0, Math.min(this.#stops.length - 1, next))]!);
  }
  setSpeed(speed: number): void {
    this.#speed = speed;
    this.#tell();
  }
  setLooping(isLooping: boolean): void {
    this.#isLooping = isLooping;
    this.#tell();
  }
  /** New measured epochs, and which of them stand for all where nothing may move; null where it may. */
  setStops(stops: readonly number[], stills: readonly number[] | null): void {
    const [epoch, isAtEnd] = [this.epoch, this.#at >= 1 && this.#stops.length > 1];
    const wasAtStop = this.isAtStop;
    this.#stops = stops;
    this.#stills = stills;
    this.#scale = timeScale(stops[0]!, stops.at(-1)!);
    // who looks at the newest epoch sees the next one as it comes; who looks at another keeps it
    this.#moveTo(isAtEnd ? 1 : wasAtStop ? this.#placeOf(epoch) : this.#scale.place(epoch));
  }

  #play(): void {
    this.#isPlaying = true;
    this.#stillFor = 0;
    this.#moveTo(this.#at >= 1 ? 0 : this.#at);
  }
  #advanceBy(share: number): void {
    const next = this.#at + share;
    if (next < 1 || this.#isLooping) this.#moveTo(next % 1);
    else {
      this.#at = 1;
      this.pause();
    }
  }
  #placeOf(epoch: number): number {
    return this.#scale.place(nearestStop(this.#stops, this.#scale.place(epoch), this.#scale));
  }
  #moveTo(place: number): void {
    this.#at = place;
    this.#tell();
  }
  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
  #advanceStills(stills: readonly number[], ms: number): void {
    this.#stillFor += ms;
    if (this.#stillFor < STILL_MS) return;
    this.#stillFor = 0;
    const next = stills.find((still) => this.#scale.place(still) > this.#at + 1e-9);
    if (next !== undefined) this.#moveTo(this.#scale.place(next));
    else if (this.#isLooping) this.#moveTo(this.#scale.place(stills[0]!));
    else this.pause();
  }
}
