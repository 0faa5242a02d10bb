import type { RunStatus } from './run-documents.ts';

/** The icon and word of a status: never a colour alone. */
export interface StatusLook {
  icon: 'queued' | 'running' | 'check' | 'pause' | 'cross' | 'alert' | 'none';
  word: string;
  tone: 'ink-2' | 'ink-3' | 'bad' | 'warn';
}

const LOOKS: Record<RunStatus, StatusLook> = {
  QUEUED: { icon: 'queued', word: 'queued', tone: 'ink-3' },
  RUNNING: { icon: 'running', word: 'training', tone: 'ink-2' },
  PAUSED: { icon: 'pause', word: 'paused', tone: 'ink-2' },
  COMPLETED: { icon: 'check', word: 'completed', tone: 'ink-2' },
  FAILED: { icon: 'cross', word: 'failed', tone: 'bad' },
  CANCELLED: { icon: 'none', word: 'cancelled', tone: 'ink-3' },
  DIVERGED: { icon: 'alert', word: 'diverged', tone: 'bad' },
};

/** In the order in which a reader asks for them. */
export const STATUSES = [
  'RUNNING',
  'QUEUED',
  'PAUSED',
  'COMPLETED',
  'DIVERGED',
  'FAILED',
  'CANCELLED',
] as const satisfies readonly RunStatus[];

/** A status that the page does not know (a newer server) is shown by its own word. */
export const statusLook = (status: RunStatus): StatusLook =>
  LOOKS[status] ?? { icon: 'none', word: String(status).toLowerCase(), tone: 'ink-3' };

/** Whether no further epoch can come. */
export const isEnded = (status: RunStatus) => ['COMPLETED', 'FAILED', 'CANCELLED', 'DIVERGED'].includes(status);
