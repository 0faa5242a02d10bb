import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { PrismaClient } from '../prisma/client.ts';
import { explainDatabaseError } from '../prisma/errors.ts';
import { listenForEvents } from '../prisma/events.ts';
import { type Claim, claimNextRun, releaseClaim } from './claim.ts';
import { patiently } from './patience.ts';
import type { TrainerSettings } from './settings.ts';
import { CANNOT_HERE, type Message, tell } from './talk.ts';
import { Waker } from './waker.ts';

/** What a daemon's listening connection is called: it stays while the others come and go. */
export const DAEMON_NAME = 'collapsar-daemon';
/** A queued run is announced by a notice; this only bounds the wait when a notice was lost or a lease ran out. */
const LOOK_AGAIN_MS = 5_000;
/** A child that was asked to stop may finish a short epoch; after this it is killed, which loses nothing recorded. */
const STOP_MS = 10_000;
/** A run that this machine could not train (disk full, data out of reach) is left to others, and tried again after this. */
const REST_MS = 60_000;

/** Takes runs from the queue, one child process each, `slots` at once. */
export class Daemon {
  #children = new Map<string, { child: ChildProcess; claim: Claim }>();
  /** runs that this machine could not train, and when it may try again */
  #resting = new Map<string, number>();
  #stopping = false;
  #waker = new Waker();
  #outageTold = false;

  constructor(
    private readonly record: PrismaClient,
    private readonly settings: TrainerSettings,
  ) {}

  /** Works until `stop`; `ready` is called once the queue is being watched. */
  async run(ready: () => void) {
    const wake = () => this.#waker.wake();
    const stopListening = listenForEvents(this.settings.databaseUrl, ({ kind }) => kind === 'run.queued' && wake(), wake, DAEMON_NAME);
    ready();
    while (!this.#stopping) {
      if (!(await this.#takeRun())) await this.#waker.sleep(LOOK_AGAIN_MS);
    }
    for (const { child } of this.#children.values()) child.kill('SIGTERM');
    const killer = setTimeout(() => this.#kill(), STOP_MS);
    while (this.#children.size > 0) await this.#waker.sleep(LOOK_AGAIN_MS);
    clearTimeout(killer);
    await stopListening();
  }

  stop() {
    this.#stopping = true;
    this.#waker.wake();
  }

  #kill() {
    for (const { child } of this.#children.values()) child.kill('SIGKILL');
  }

  /** Claims and starts one run; false when there is none, no slot, or no database. */
  async #takeRun(): Promise<boolean> {
    if (this.#children.size >= this.settings.slots) return false;
    try {
      const claim = await claimNextRun(this.record, this.settings.host, [...this.#children.keys(), ...this.#atRest()]);
      if (this.#outageTold) tell({ kind: 'say', text: 'The database is back.' });
      this.#outageTold = false;
      if (claim) this.#start(claim);
      return claim !== null;
    } catch (error) {
      const outage = explainDatabaseError(error, this.settings.databaseUrl);
      if (!outage) throw error;
      if (!this.#outageTold) tell({ kind: 'say', text: outage.message });
      this.#outageTold = true;
      return false;
    }
  }

  #atRest(): string[] {
    for (const [runId, until] of this.#resting) if (until < performance.now()) this.#resting.delete(runId);
    return [...this.#resting.keys()];
  }

  #start(claim: Claim) {
    const child = fork(fileURLToPath(new URL('./run.js', import.meta.url)), [claim.runId, String(claim.attempt)], {
      execArgv: ['--enable-source-maps'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#children.set(claim.runId, { child, claim });
    child.on('message', (message) => tell(message as Message));
    child.once('exit', (code, signal) => void this.#ended(claim, code, signal));
    child.on('error', (error) => child.pid === undefined && void this.#ended(claim, null, error.message)); // it could not even be started
    // claimed while a stop was asked for
    if (this.#stopping) child.kill('SIGTERM');
  }

  /** A child that ended by itself has settled its run; one that died gives it back to the queue. */
  async #ended(claim: Claim, code: number | null, signal: string | null) {
    if (code === CANNOT_HERE) this.#resting.set(claim.runId, performance.now() + REST_MS);
    else if (code !== 0) await this.#giveBack(claim, signal ?? `code ${code}`);
    this.#children.delete(claim.runId);
    this.#waker.wake();
  }

  /** A child that died of our own stop is not to blame; without a database the lease gives the run back. */
  async #giveBack(claim: Claim, how: string) {
    const asked = this.#stopping;
    const error = asked ? undefined : `The training process of attempt ${claim.attempt} died with ${how}.`;
    if (error) tell({ kind: 'finished', runId: claim.runId, text: `${error} The run goes on from its last checkpoint.` });
    const release = () => releaseClaim(this.record, claim, { asked, error });
    await patiently(release, this.settings.databaseUrl, () => {}, () => this.#stopping).catch(() => {});
  }
}
