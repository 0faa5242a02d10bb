import type { PrismaClient } from '../../prisma/client.ts';
import { LIMITS } from '../../server/access/limits.ts';
import { addCaller } from '../server/callers.ts';
import { demandAnswer } from './ask.ts';
import { browse } from './browse.ts';
import { follow } from './follow.ts';
import { importEpochs } from './import-epochs.ts';
import type { LoadPlan } from './load-plan.ts';
import { claimRuns, recordRun } from './record-runs.ts';
import { overload } from './overload.ts';
import type { Overloaded } from './overloaded.ts';
import { Tally } from './tally.ts';

export interface LoadReport {
  tally: Tally;
  overloaded: Overloaded;
}

/** The server at `url`, on this record which `fillRecord` filled, under the load of the plan and then beyond it. */
export async function putUnderLoad(url: string, record: PrismaClient, plan: LoadPlan): Promise<LoadReport> {
  const ids = (await record.run.findMany({ where: { generated: true, features: { lt: 64 } }, select: { id: true }, take: 60 })).map(({ id }) => id);
  const recordings = await claimRuns(record, plan.recorders);
  const [viewers, importers] = [await callers(record, 'VIEWER', viewersNeeded(plan)), await callers(record, 'OPERATOR', plan.importers)];
  const secrets = viewers.map(({ secret }) => secret);
  const { eventCursor } = await demandAnswer(url, '{ eventCursor }', {}, viewers[0]!.headers);
  const tally = new Tally();
  const followers = follow(url, Array.from({ length: plan.subscribers }, (_, k) => secrets[k % secrets.length]!), eventCursor, recordings, tally);
  const end = performance.now() + 1000 * plan.seconds;
  const isOver = () => performance.now() > end;
  await Promise.all([
    ...viewers.slice(0, plan.users).map(({ headers }, number) => browse({ url, headers, ids, pauseMs: plan.pauseMs, number, isOver }, tally)),
    ...importers.map(({ headers }, number) => importEpochs(url, headers, { made: { classes: 10, p: plan.features, perClass: plan.samplesPerClass }, number, isOver }, tally)),
    ...recordings.map((recording) => recordRun(record, recording, { epochMs: plan.epochMs, isOver }, tally)),
  ]);
  await followers.end(recordings);
  return { tally, overloaded: await overload({ url, secrets, after: await beforeLastEpoch(record) }, plan) };
}

/** As many people as stay below what one of them may have at once, and one more: the load as a whole is the question. */
const viewersNeeded = ({ users, subscribers, beyond }: LoadPlan) => 1 + Math.max(users, Math.ceil(Math.max(subscribers, beyond.subscribers) / LIMITS.socketsPerToken), Math.ceil(beyond.inAll / LIMITS.runningPerToken));

/** Whoever follows from here hears of something at once. */
async function beforeLastEpoch(record: PrismaClient): Promise<string> {
  const { id } = await record.event.findFirstOrThrow({ where: { kind: 'run.epoch' }, orderBy: { id: 'desc' }, select: { id: true } });
  return String(id - 1n);
}

async function callers(record: PrismaClient, role: 'VIEWER' | 'OPERATOR', count: number) {
  const made = [];
  for (let k = 0; k < count; k++) made.push(await addCaller(record, role));
  return made;
}
