import { fork } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { base, root } from './build.mjs';
import { Stop } from './stop.mjs';

const RESTARTS = 5;
const CALM_MS = 60_000;

/** One of our programs as a child process: started, told to stop, started again when it dies. */
export class Program {
  #child;
  #wanted = false;
  #deaths = [];
  #lastLine = '';
  #giveUp;

  constructor(name, { folder, args = [], env = {}, say = console.log, onMessage = () => {} }) {
    Object.assign(this, { name, folder, args, env, say, onMessage });
    /** Rejects when the program died too often to be started again. */
    this.givenUp = new Promise((_, reject) => {
      this.#giveUp = reject;
    });
    this.givenUp.catch(() => {});
  }

  /** Starts it and waits for its message of kind `ready`; fails with the program's own last sentence. */
  start(ready) {
    this.#wanted = true;
    return new Promise((resolve, reject) => {
      this.#spawn();
      this.#child.on('message', (message) => message.kind === ready && resolve(message));
      this.#child.once('exit', (code, signal) => reject(new Stop(this.#lastLine || `The ${this.name} ended with ${signal ?? `code ${code}`}.`)));
      this.#child.once('message', () => this.#watch(this.#child));
    });
  }

  #spawn() {
    mkdirSync(path.join(this.folder, 'logs'), { recursive: true });
    const log = createWriteStream(path.join(this.folder, 'logs', `${this.name}.log`), { flags: 'a' });
    log.on('error', () => {}); // a full disk costs lines of the log, not the program
    // detached: Ctrl-C in the terminal reaches us alone, and we tell the children once
    this.#child = fork(path.join(root, 'dist', this.name, 'main.js'), this.args, {
      cwd: base,
      detached: true,
      execArgv: ['--enable-source-maps'],
      env: { ...process.env, NODE_ENV: 'production', ...this.env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child.stdout.pipe(log, { end: false });
    this.#child.stderr.setEncoding('utf8').on('data', (text) => {
      log.write(text);
      this.#lastLine = text.trim().split('\n').at(-1) || this.#lastLine;
    });
    this.#child.on('message', this.onMessage);
    this.#child.once('close', () => log.end());
  }

  #watch(child) {
    child.once('exit', (code, signal) => {
      if (!this.#wanted) return;
      this.#deaths = [...this.#deaths.filter((at) => Date.now() - at < CALM_MS), Date.now()];
      const how = signal ?? `code ${code}`;
      if (this.#deaths.length > RESTARTS) return this.#giveUp(new Stop(`The ${this.name} died ${this.#deaths.length} times within a minute, last with ${how}: ${this.#lastLine}`));
      this.say(`The ${this.name} died (${how}); it is started again.`);
      setTimeout(() => {
        if (!this.#wanted) return;
        this.#spawn();
        this.#watch(this.#child);
      }, 500 * 2 ** this.#deaths.length);
    });
  }

  /** Asks it to stop and waits; after 15 s it is killed, which loses nothing recorded. */
  async stop() {
    this.#wanted = false;
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
    await gone;
    clearTimeout(timer);
  }

  kill() {
    this.#wanted = false;
    this.#child?.kill('SIGKILL');
  }
}
