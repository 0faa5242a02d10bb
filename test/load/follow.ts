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

/** A subscriber for each secret, on a WebSocket of its own, who hear of every epoch; keeps how long after its commit an epoch was heard of. */
export function follow(url: string, secrets: readonly string[], after: string, recordings: readonly Recording[], tally: Tally): Followers {
  const clients = secrets.map((secret) => connectSocket(url, secret));
  const heard = clients.map((client) => listen<Heard>(client, print(EpochRecordedDocument), { after }));
  const byRun = new Map(recordings.map((recording) => [recording.claim.runId, recording]));
  for (const listening of heard) timeMessages(listening, byRun, tally);
  return {
    async end(done) {
      const wanted = new Set(done.flatMap(({ claim, lastEpoch }) => Array.from({ length: lastEpoch }, (_, k) => `${claim.runId} ${k + 1}`)));
      const missing = ({ messages }: Listening<Heard>) => {
        const got = new Set(messages.map(({ epochRecorded: { runId, epoch } }) => `${runId} ${epoch}`));
        return [...wanted].filter((each) => !got.has(each)).length;
      };
      await until('all epochs at all subscribers', async () => heard.every((each) => missing(each) === 0), 30).catch(() => {});
      for (const each of heard) {
        if (each.errors.length > 0 || each.closedWith) tally.failures.push(`a subscriber: ${each.errors[0]?.extensions.code ?? `closed with ${each.closedWith}`}`);
        else if (missing(each) > 0) tally.failures.push(`a subscriber: ${missing(each)} of ${wanted.size} epochs never came`);
      }
      await Promise.all(clients.map((client) => client.dispose()));
    },
  };
}

/** The push of each message is when it came; one that was here before its commit was known came at once. */
function timeMessages({ messages }: Listening<Heard>, byRun: ReadonlyMap<string, Recording>, tally: Tally): void {
  const push = messages.push.bind(messages);
  messages.push = (...come) => {
    for (const { epochRecorded: { runId, epoch } } of come) {
      const recording = byRun.get(runId);
      const committed = recording?.committedAt.get(epoch);
      if (recording) tally.add('an epoch told to a subscriber', committed === undefined ? 0 : performance.now() - committed);
    }
    return push(...come);
  };
}
