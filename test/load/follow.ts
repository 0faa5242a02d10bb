import { print } from 'graphql';
import { EpochRecordedDocument } from '../../web/runs/run-documents.ts';
import { connectSocket, type Listening, listen } from '../server/socket-client.ts';
import { until } from '../until.ts';
import type { Recording } from './record-runs.ts';
import type { Tally } from './tally.ts';

type Heard = { epochRecorded: { runId: string; epoch: number } };

export interface Followers {
  /** What each missed once all is told, as failures; then ends them. */
  end: (recordings: readonly Recording[]) => Promise<void>;
}

interface Follower extends Listening<Heard> {
  /** run and epoch of each message */
  told: Set<string>;
}

/** A subscriber for each secret, on a WebSocket of its own, who hear of every epoch; keeps how long after its commit an epoch was heard of. */
export function follow(url: string, secrets: readonly string[], after: string, recordings: readonly Recording[], tally: Tally): Followers {
  const clients = secrets.map((secret) => connectSocket(url, secret));
  const byRun = new Map(recordings.map((recording) => [recording.claim.runId, recording]));
  const followers = clients.map((client): Follower => {
    const listening = listen<Heard>(client, print(EpochRecordedDocument), { after });
    return Object.assign(listening, { told: timeMessages(listening, byRun, tally) });
  });
  return {
    async end(done) {
      const wanted = done.flatMap(({ claim, lastEpoch }) => Array.from({ length: lastEpoch }, (_, k) => `${claim.runId} ${k + 1}`));
      const missing = ({ told }: Follower) => wanted.filter((each) => !told.has(each)).length;
      await until('all epochs at all subscribers', async () => followers.every((each) => each.told.size >= wanted.length && missing(each) === 0), 30).catch(() => {});
      for (const each of followers) {
        if (each.errors.length > 0 || each.closedWith) tally.failures.push(`a subscriber: ${each.errors[0]?.extensions.code ?? `closed with ${each.closedWith}`}`);
        else if (missing(each) > 0) tally.failures.push(`a subscriber: ${missing(each)} of ${wanted.length} epochs never came`);
      }
      await Promise.all(clients.map((client) => client.dispose()));
    },
  };
}

/** The push of each message is when it came; one that was here before its commit was known came at once. Returns what was told so far. */
function timeMessages({ messages }: Listening<Heard>, byRun: ReadonlyMap<string, Recording>, tally: Tally): Set<string> {
  const told = new Set<string>();
  const push = messages.push.bind(messages);
  messages.push = (...come) => {
    for (const { epochRecorded: { runId, epoch } } of come) {
      const recording = byRun.get(runId);
      const committed = recording?.committedAt.get(epoch);
      told.add(`${runId} ${epoch}`);
      if (recording) tally.add('an epoch told to a subscriber', committed === undefined ? 0 : performance.now() - committed);
    }
    return push(...come);
  };
  return told;
}
