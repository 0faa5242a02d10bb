import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { until } from '../until.ts';

const root = path.join(import.meta.dirname, '../..');

/** `npm start` as a person would type it, or the server alone, on a scratch folder and a free port. */
export class WholeProgram {
  child!: ChildProcess;
  output = '';

  constructor(
    readonly env: Record<string, string> = {},
    readonly home = openFolder(),
    readonly command: 'start' | 'server' = 'start',
  ) {}

  /** Starts it and waits until it says which address to open. */
  async start(): Promise<string> {
    this.output = '';
    this.child = spawn(process.execPath, [path.join(root, 'collapsar.mjs'), this.command], {
      cwd: root,
      env: { ...withoutTestSettings(), COLLAPSAR_HOME: this.home, COLLAPSAR_PORT: '0', ...this.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout!, this.child.stderr!]) {
      stream.setEncoding('utf8').on('data', (text) => {
        this.output += text;
      });
    }
    await until('the address or the end', async () => /Open http/.test(this.output) || this.child.exitCode !== null, 90);
    const address = /Open (http:\S+)/.exec(this.output)?.[1];
    if (!address) throw new Error(`the program did not start:\n${this.output}`);
    return address;
  }

  /** Ends it as Ctrl-C does, or harder; gives the exit code. */
  async stop(signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const gone = new Promise((resolve) => this.child.once('exit', resolve));
      this.child.kill(signal);
      await gone;
    }
    return this.child.exitCode;
  }

  async remove() {
    await this.stop();
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** Open to the account that Postgres runs under when the tests run as root; a closed one would send the database elsewhere. */
function openFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'collapsar-program-'));
  chmodSync(folder, 0o755);
  return folder;
}

/** vitest's own settings must not reach the program: NODE_ENV=test would give another build of React. */
function withoutTestSettings(): NodeJS.ProcessEnv {
  const { NODE_ENV, VITEST, DATABASE_URL, ...rest } = process.env;
  return rest as NodeJS.ProcessEnv;
}
