import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import type { Message } from '../../trainer/talk.ts';

/** The built trainer daemon as a process of its own, as a machine without a screen would run it; on wasm, whatever is installed beside it. */
export class DaemonProcess {
  readonly child: ChildProcess;
  readonly messages: Message[] = [];
  errors = '';

  constructor(url: string, env: Record<string, string> = {}) {
    this.child = fork(path.join(import.meta.dirname, '../../dist/trainer/main.js'), [], {
      env: { ...process.env, DATABASE_URL: url, COLLAPSAR_SLOTS: '1', COLLAPSAR_BACKEND: 'wasm', ...env, NODE_ENV: 'production' },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.child.on('message', (message) => this.messages.push(message as Message));
    this.child.stderr!.setEncoding('utf8').on('data', (text) => {
      this.errors += text;
    });
  }

  /** Asks it to stop, or kills it, and waits; gives the exit code. */
  end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return Promise.resolve(this.child.exitCode);
    const gone = new Promise<number | null>((resolve) => this.child.once('exit', resolve));
    this.child.kill(signal);
    return gone;
  }
}
