import cliProgress from 'cli-progress';

const duration = (ms) => (ms == null ? '…' : ms < 90_000 ? `${Math.ceil(ms / 1000)} s` : `${Math.ceil(ms / 60_000)} min`);
const share = (value) => (value == null ? '–' : `${(100 * value).toFixed(value < 0.1 ? 2 : 1)} %`);
const describe = (run) => ({
  name: run.name,
  epoch: `${run.epoch}/${run.plannedEpochs}`,
  speed: `${Math.round(run.imagesPerSecond ?? 0)} images/s`,
  loss: run.loss == null ? '–' : run.loss.toPrecision(3),
  error: share(run.trainError),
  left: duration(run.remainingMs),
});
const FORMAT = '  {name} {bar} epoch {epoch} · {speed} · loss {loss} · train error {error} · {left} left';

/** Runs in training on the terminal: a bar each where it is a terminal, else a line now and then. */
export class Progress {
  #bars;
  #byRun = new Map();
  #lastLine = new Map();

  begin(text) {
    if (text) console.log(text);
    if (!process.stdout.isTTY) return;
    this.#bars = new cliProgress.MultiBar({ format: FORMAT, barsize: 24, hideCursor: true, clearOnComplete: false, autopadding: false }, cliProgress.Presets.shades_grey);
  }

  /** A message of the trainer: `progress` of a run, its `finished`, or a line to `say`. */
  show(message) {
    if (message.kind === 'progress') this.#bars ? this.#bar(message) : this.#line(message);
    if (message.kind === 'finished') this.#finish(message);
    if (message.kind === 'say') this.say(message.text);
  }

  #bar(run) {
    const done = (run.epoch + run.fraction) / run.plannedEpochs;
    if (!this.#byRun.has(run.runId)) this.#byRun.set(run.runId, this.#bars.create(1, 0, describe(run)));
    this.#byRun.get(run.runId).update(Math.min(1, done), describe(run));
  }

  #line(run) {
    if (Date.now() - (this.#lastLine.get(run.runId) ?? 0) < 10_000) return;
    this.#lastLine.set(run.runId, Date.now());
    const { name, epoch, speed, loss, error, left } = describe(run);
    console.log(`  ${name}: epoch ${epoch}, ${speed}, loss ${loss}, train error ${error}, ${left} left`);
  }

  #finish(run) {
    const bar = this.#byRun.get(run.runId);
    if (bar) this.#bars.remove(bar);
    this.#byRun.delete(run.runId);
    this.say(run.text);
  }

  /** A line that stands above the bars. */
  say(text) {
    if (this.#bars) this.#bars.log(`  ${text}\n`);
    else console.log(`  ${text}`);
  }

  end() {
    this.#bars?.stop();
    this.#bars = undefined;
    console.log();
  }
}
