import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { PrismaClient } from '../prisma/client.ts';
import { explainDatabaseError } from '../prisma/errors.ts';
import { listenForEvents } from '../prisma/events.ts';
import { type Claim, claimNextRun, releaseClaim } from './claim.ts';
import { patiently } from './patience.ts';
import type { TrainerSettings } from './settings.ts';
import { type Message, tell } from './talk.ts';

/** A queued run is announced by a notice; this only bounds the wait when a notice was lost or a lease ran out. */
const LOOK_AGAIN_MS = 5_000;
/** A child that was asked to stop may finish a short epoch; after this it is killed, which loses nothing recorded. */
const STOP_MS = 12_000;

/** Takes runs from the queue, one child process each, `slots` at once. */
export class Daemon {
  #children = new Map<string, { child: ChildProcess; claim: Claim }>();
  #stopping = false;
  #wake = () => {};
  #outageTold = false;

  constructor(
    private readonly record: PrismaClient,
    private readonly settings: TrainerSettings,
  ) {}

  /** Works until `stop`; `ready` is called once the queue can be read. */
  async run(ready: () => void) {
    const stopListening = listenForEvents(this.settings.databaseUrl, ({ kind }) => kind === 'run.queued' && this.#wake(), () => this.#wake());
    ready();
    while (!this.#stopping) {
      if (!(await this.#takeRun())) await this.#pause();
    }
    for (const { child } of this.#children.values()) child.kill('SIGTERM');
    const killer = setTimeout(() => this.#kill(), STOP_MS);
    while (this.#children.size > 0) await this.#pause();
    clearTimeout(killer);
    await stopListening();
  }

  stop() {
    this.#stopping = true;
    this.#wake();
  }

  #kill() {
    for (const { child } of this.#children.values()) child.kill('SIGKILL');
  }

  #pause() {
    return new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, LOOK_AGAIN_MS);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Claims and starts one run; false when there is none, no slot, or no database. */
  async #takeRun(): Promise<boolean> {
    if (this.#children.size >= this.settings.slots) return false;
    try {
      const claim = await claimNextRun(this.record, this.settings.host, [...this.#children.keys()]);
      if (this.#outageTold) tell({ kind: 'say', text: 'The database is back.' });
      this.#outageTold = false;
      if (!claim) return false;
      this.#start(claim);
      return true;
    } catch (error) {
      const outage = explainDatabaseError(error, this.settings.databaseUrl);
      if (!outage) throw error;
      if (!this.#outageTold) tell({ kind: 'say', text: outage.message });
      this.#outageTold = true;
      return false;
    }
  }

  #start(claim: Claim) {
    const child = fork(fileURLToPath(new URL('./run.js', import.meta.url)), [claim.runId, String(claim.attempt)], {
      execArgv: ['--enable-source-maps'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#children.set(claim.runId, { child, claim });
    child.on('message', (message) => tell(message as Message));
    child.on('exit', (code, signal) => void this.#ended(claim, code, signal));
  }

  /** A child that ended by itself has settled its run; one that died gives it back to the queue. */
  async #ended(claim: Claim, code: number | null, signal: string | null) {
    if (code !== 0) {
      const error = `The training process of attempt ${claim.attempt} died with ${signal ?? `code ${code}`}.`;
      tell({ kind: 'finished', runId: claim.runId, text: `${error} The run goes on from its last checkpoint.` });
      await patiently(() => releaseClaim(this.record, claim, { asked: false, error }), this.settings.databaseUrl, () => {});
    }
    this.#children.delete(claim.runId);
    this.#wake();
  }
}
