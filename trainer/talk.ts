/** Exit code of a training process whose machine cannot train its run just now (EX_TEMPFAIL): the run was given back. */
export const CANNOT_HERE = 75;

/** What the processes of training tell the one that started them; the terminal's progress bars are made from it. */
export type Message =
  | { kind: 'ready'; slots: number; backend: string }
  | { kind: 'say'; text: string }
  | { kind: 'finished'; runId: string; text: string }
  /** asks for the address of the record, which the parent may have to start first */
  | { kind: 'database' }
  | Progress;

export interface Progress {
  kind: 'progress';
  runId: string;
  name: string;
  /** epochs done */
  epoch: number;
  /** share of the epoch under way, 0 to 1 */
  fraction: number;
  plannedEpochs: number;
  imagesPerSecond: number | null;
  loss: number | null;
  trainError: number | null;
  remainingMs: number | null;
}

/** Tells the parent process; without one, words go to the error output and progress is left out. */
export function tell(message: Message) {
  if (process.connected) process.send?.(message, undefined, {}, () => {}); // a parent that is just dying is no error of ours
  else if ('text' in message) console.error(message.text);
}

/**
 * Calls `stop` once at SIGTERM or SIGINT, or when the parent process has died: without it nobody would end us.
 * A second signal ends the process at once; what is recorded stays whole. One that comes with the first is no second one: a
 * service manager signals a whole group, and the parent passes its own on.
 */
export function onStop(stop: () => void) {
  let askedAt: number | null = null;
  const ask = () => {
    if (askedAt === null) {
      askedAt = performance.now();
      stop();
    } else if (performance.now() - askedAt > 1_000) process.exit(130);
  };
  process.on('SIGTERM', ask).on('SIGINT', ask);
  process.on('disconnect', () => {
    if (askedAt === null) ask();
  });
}
