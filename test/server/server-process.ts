import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { until } from '../until.ts';

/** The built server as a program, as the launcher starts it. */
export class ServerProcess {
  readonly child: ChildProcess;
  /** what it wrote: its log, and whatever ended it */
  output = '';
  errors = '';
  url = '';

  constructor(env: Record<string, string>) {
    this.child = fork(path.join(import.meta.dirname, '../../dist/server/main.js'), [], {
      env: { ...process.env, NODE_ENV: 'production', COLLAPSAR_PORT: '0', LOG_LEVEL: 'silent', ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.child.stdout!.setEncoding('utf8').on('data', (text) => {
      this.output += text;
    });
    this.child.stderr!.setEncoding('utf8').on('data', (text) => {
      this.errors += text;
    });
    this.child.on('message', (message: { kind: string; url: string }) => {
      if (message.kind === 'serving') this.url = message.url;
    });
  }

  async serving(): Promise<string> {
    return until(`the server to serve; it said: ${this.errors}`, async () => this.url);
  }

  /** The exit code, once it is gone. */
  gone(): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return Promise.resolve(this.child.exitCode);
    return new Promise((resolve) => this.child.once('exit', resolve));
  }
}
