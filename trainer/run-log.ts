import type { LogLevel, PrismaClient } from '../prisma/client.ts';
import type { Claim } from './claim.ts';
import { tell } from './talk.ts';

/** The log of one run: lines go into the record in order, and warnings and errors to the terminal too. */
export class RunLog {
  #written = Promise.resolve();

  constructor(
    private readonly record: PrismaClient,
    private readonly claim: Claim,
  ) {}

  info = (message: string) => this.#write('INFO', message);
  warn = (message: string) => this.#write('WARN', message);
  error = (message: string) => this.#write('ERROR', message);

  /** Resolves when all lines so far are in the record, or could not be written. */
  settled = () => this.#written;

  #write(level: LogLevel, message: string) {
    if (level !== 'INFO') tell({ kind: 'say', text: message });
    const data = { runId: this.claim.runId, attempt: this.claim.attempt, level, message };
    // a line that cannot be written (no database, run deleted) must not end the training: the epochs matter more
    this.#written = this.#written.then(() =>
      this.record.runLog.create({ data, select: { id: true } }).then(
        () => {},
        () => {},
      ),
    );
  }
}
