import type { MetricEntry } from '../figures/metric-entry.ts';
import { statusLook } from '../runs/prepare-status.ts';
import { type Need, sinceOf, title } from './need.ts';
import type { NeedsAnswer } from './needs-documents.ts';
import type { OverviewAnswer, RunLine } from './overview-documents.ts';
import { prepareWaiting } from './prepare-waiting.ts';

export interface Needs {
  list: Need[];
  /** failed and diverged runs that are not in the list */
  moreCount: number;
}

/**
 * What people ask of whoever looks, failed checks, runs that failed or diverged, and terminal phases that are too young to quote; each sort as the server
 * orders it, the newest first. `waiting` is null until it was read.
 */
export function prepareNeeds({ troubled, inTraining }: OverviewAnswer, waiting: NeedsAnswer | null, metrics: readonly MetricEntry[], now: number): Needs {
  const young = inTraining.nodes.filter((run) => run.isTerminalPhaseProvisional);
  return {
    list: [...(waiting ? prepareWaiting(waiting, metrics, now) : []), ...young.map((run) => provisional(run, now)), ...troubled.nodes.map((run) => broken(run, now))],
    moreCount: Math.max(0, troubled.totalCount - troubled.nodes.length),
  };
}

const hrefOf = ({ id }: RunLine) => `/runs/${encodeURIComponent(id)}`;

function broken(run: RunLine, now: number): Need {
  const hasDiverged = run.status === 'DIVERGED';
  const why = run.error ? `: ${run.error}` : '';
  return {
    ...{ id: run.id, icon: statusLook(run.status).icon, tone: 'bad', name: title(run), href: hrefOf(run) },
    what: `${hasDiverged ? 'diverged' : 'failed'} at epoch ${run.lastEpoch} of ${run.plannedEpochCount}${why}`,
    advice: hasDiverged ? 'Launch it again with a lower learning rate, or put it aside' : 'Read its log, then launch it again or put it aside',
    adviceHref: hasDiverged ? hrefOf(run) : `${hrefOf(run)}?tab=log`,
    since: sinceOf(run.finishedAt ?? run.createdAt, now),
  };
}

function provisional(run: RunLine, now: number): Need {
  return {
    ...{ id: run.id, icon: 'queued', tone: 'warn', name: title(run), href: hrefOf(run) },
    what: `terminal phase from epoch ${run.terminalPhaseEpoch}, provisional at ${run.lastEpoch}`,
    advice: 'Wait for five evaluated epochs before you quote it',
    adviceHref: hrefOf(run),
    since: sinceOf(run.createdAt, now),
  };
}
