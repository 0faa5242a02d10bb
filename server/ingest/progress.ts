import type { SingleBar } from 'cli-progress';

const PATIENCE_MS = 1_000;

/** A bar on the error stream for work of more than a second; nothing where that is no terminal. */
export class Progress {
  private readonly begin = performance.now();
  private bar?: SingleBar;
  private making?: Promise<void>;
  private done = 0;

  constructor(private readonly total: number) {}

  /** `done` of `total`, in any unit. */
  show(done: number): void {
    this.done = done;
    if (!process.stderr.isTTY || performance.now() - this.begin < PATIENCE_MS) return;
    this.bar?.update(Math.min(1, done / this.total));
    this.making ??= this.makeBar();
  }

  /** Prints something where the bar is; the bar comes back below it. */
  async pause(print: () => void): Promise<void> {
    await this.end();
    this.bar = undefined;
    this.making = undefined;
    print();
  }

  async end(): Promise<void> {
    await this.making;
    this.bar?.stop();
  }

  private async makeBar(): Promise<void> {
    const { default: cliProgress } = await import('cli-progress'); // most files are done before it would be of use
    this.bar = new cliProgress.SingleBar({ format: '  {bar} {percentage} % · {eta_formatted} left', barsize: 32, clearOnComplete: true, stream: process.stderr }, cliProgress.Presets.shades_grey);
    this.bar.start(1, Math.min(1, this.done / this.total));
  }
}
