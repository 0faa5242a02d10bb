import type { PrismaClient } from '../../prisma/client.ts';
import type { Group } from './group-events.ts';

/** Names of what groups of events tell of. */
interface Names {
  runs: ReadonlyMap<string, string>;
  checks: ReadonlyMap<string, string>;
  reports: ReadonlyMap<string, string>;
  verdicts: ReadonlyMap<string, string>;
  /** by check and run */
  results: ReadonlyMap<string, string>;
}

const NAMED = 3;

/** What each group says to people, with the names that things have now. A number of statements that does not grow with the groups. */
export async function activityWords(record: PrismaClient, groups: readonly Group[]): Promise<string[]> {
  const events = groups.flat();
  const idsOf = (pick: (event: Group[number]) => string | null) => [...new Set(events.flatMap((event) => pick(event) ?? []))];
  const subjects = (kind: string) => idsOf((event) => (event.kind === kind ? event.subject : null));
  const [runs, checks, reports, verdicts, outcomes] = await Promise.all([
    record.run.findMany({ where: { id: { in: idsOf(({ runId }) => runId) } }, select: { id: true, name: true } }),
    record.check.findMany({ where: { id: { in: subjects('review.check') } }, select: { id: true, name: true } }),
    record.report.findMany({ where: { id: { in: subjects('review.report') } }, select: { id: true, title: true } }),
    record.verdict.findMany({ where: { id: { in: subjects('review.verdict') } }, select: { id: true, kind: true, runName: true } }),
    record.checkOutcome.findMany({ where: { checkId: { in: subjects('review.check') }, runId: { in: idsOf(({ runId }) => runId) } }, select: { checkId: true, runId: true, result: true } }),
  ]);
  const names: Names = {
    runs: new Map(runs.map(({ id, name }) => [id, name])),
    checks: new Map(checks.map(({ id, name }) => [id, name])),
    reports: new Map(reports.map(({ id, title }) => [id, title])),
    verdicts: new Map(verdicts.map(({ id, kind, runName }) => [id, `on ${runName}: ${kind.toLowerCase().replaceAll('_', ' ')}`])),
    results: new Map(outcomes.map(({ checkId, runId, result }) => [`${checkId}/${runId}`, result])),
  };
  return groups.map((group) => wordsOf(group, names));
}

/** What becomes of runs: the verb of one, and of several. */
const OF_RUNS: Record<string, [string, string]> = {
  'run.queued': ['was queued', 'were queued'],
  'run.started': ['started', 'started'],
  'run.terminal-phase': ['reached its terminal phase', 'reached their terminal phase'],
  'run.completed': ['is completed', 'are completed'],
  'run.failed': ['failed', 'failed'],
  'run.cancelled': ['was cancelled', 'were cancelled'],
  'run.diverged': ['diverged', 'diverged'],
  'run.paused': ['was paused', 'were paused'],
  'run.resumed': ['goes on', 'go on'],
  'run.edited': ['was edited', 'were edited'],
  'run.imported': ['came with an archive', 'came with an archive'],
};

function wordsOf(group: Group, names: Names): string {
  const { kind, subject, epoch } = group[0]!;
  const runs = [...new Set(group.flatMap(({ runId }) => runId ?? []))].map((id) => names.runs.get(id) ?? 'a run');
  const verbs = OF_RUNS[kind];
  if (verbs) return runs.length === 1 ? `${runs[0]} ${verbs[0]}${kind === 'run.terminal-phase' && epoch !== null ? ` in epoch ${epoch}` : ''}` : `${runs.length} runs ${verbs[1]}: ${listed(runs)}`;
  const times = group.length === 1 ? '' : `, ${group.length} times`;
  switch (kind) {
    case 'run.deleted':
      return group.length === 1 ? 'Runs were deleted' : `Runs were deleted${times}`;
    case 'study.created':
      return 'The study was made';
    case 'study.edited':
      return `The study was edited${times}`;
    case 'review.thread':
      return `A thread ${runs[0] ? `on ${runs[0]}` : 'on the study'} changed${times}`;
    case 'review.verdict':
      return `A verdict was given or taken back ${names.verdicts.get(subject ?? '') ?? ''}`.trimEnd();
    case 'review.asked':
      return `A review ${runs[0] ? `of ${runs[0]}` : 'of the study'} was asked for or done`;
    case 'review.report':
      return `The report "${names.reports.get(subject ?? '') ?? 'that is gone'}" was saved${times}`;
    case 'review.check':
      return checkInWords(group, names);
    default:
      return `${kind}${times}`;
  }
}

/** Failures first: they are what people look for. */
function checkInWords(group: Group, { runs, checks, results }: Names): string {
  const ofRuns = group.filter(({ runId }) => runId !== null);
  const nameOf = (subject: string | null) => `"${checks.get(subject ?? '') ?? 'that is gone'}"`;
  if (ofRuns.length === 0) return `The ${group.length === 1 ? 'check' : 'checks'} ${listed([...new Set(group.map(({ subject }) => nameOf(subject)))])} changed`;
  const pairs = new Map(ofRuns.map(({ subject, runId }) => [`${subject}/${runId}`, `${runs.get(runId!) ?? 'a run'} and ${nameOf(subject)}`]));
  const failed = [...pairs].filter(([key]) => results.get(key) === 'FAILED').map(([, name]) => name);
  if (failed.length > 0) return `${failed.length === 1 ? 'A check' : `${failed.length} checks`} failed: ${listed(failed)}`;
  return `${pairs.size === 1 ? 'A check' : `${pairs.size} checks`} came out anew, none failed: ${listed([...pairs.values()])}`;
}

function listed(names: readonly string[]): string {
  return names.length <= NAMED ? names.join(', ') : `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more`;
}
