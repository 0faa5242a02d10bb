import { print } from 'graphql';
import type { Client } from 'graphql-ws';
import { EpochRecordedDocument } from '../../web/runs/run-documents.ts';
import { LIMITS } from '../../server/access/limits.ts';
import { connectSocket, listen } from '../server/socket-client.ts';
import { until } from '../until.ts';
import type { Overloaded } from './overloaded.ts';

const TOGETHER = 25;

/** How a subscription, a socket or a request for one may be refused. */
type Refusal = '4429' | 'TOO_MANY_SUBSCRIPTIONS' | '503 instead of a socket';

export interface Crowd {
  url: string;
  /** a cursor with a recorded epoch behind it */
  after: string;
  /** whose sockets are too many, and whose subscriptions */
  alone: string;
  /** one for each socket of those that are too many together */
  others: readonly string[];
}

/** Opens more sockets and subscriptions than one token may have, and more sockets than there may be in all. */
export async function tooManySockets(found: Overloaded, { url, after, alone, others }: Crowd): Promise<void> {
  const socket = connectSocket(url, alone);
  const many = LIMITS.subscriptionsPerSocket + 5;
  await demandRefusal(found, { what: `${many} subscriptions on a socket`, clients: Array.from({ length: many }, () => socket), after, by: 'TOO_MANY_SUBSCRIPTIONS' });
  const sockets = Array.from({ length: LIMITS.socketsPerToken + 3 }, () => connectSocket(url, alone));
  await demandRefusal(found, { what: `${sockets.length} sockets of one token`, clients: sockets, after, by: '4429' });
  await demandRefusal(found, { what: `${others.length} sockets of many tokens`, clients: others.map((secret) => connectSocket(url, secret)), after, by: '503 instead of a socket' });
}

interface Asked {
  what: string;
  /** a subscription on each */
  clients: Client[];
  after: string;
  by: Refusal;
}

async function demandRefusal({ lines, failures }: Overloaded, { what, clients, after, by }: Asked): Promise<void> {
  const ends: (() => string)[] = [];
  // some after the other, and all of them stay: a socket that could not be greeted in time would end for another reason
  for (let begin = 0; begin < clients.length; begin += TOGETHER) {
    ends.push(...clients.slice(begin, begin + TOGETHER).map((client) => subscribe(client, after)));
    await until('all to be let in or refused', async () => ends.every((end) => end() !== 'nothing'), 30).catch(() => {});
  }
  const count = (wanted: string) => ends.filter((end) => end() === wanted).length;
  const [served, refused] = [count('served'), count(by)];
  const other = ends.map((end) => end()).find((end) => end !== 'served' && end !== by);
  lines.push(`| ${what} | ${served} | ${refused} with ${by} | ${clients.length - served - refused} |`);
  if (served === 0 || refused === 0 || other) failures.push(`${what}: ${served} served, ${refused} refused with ${by}${other ? `, others ended with ${other}` : ''}`);
  await Promise.all(clients.map((client) => client.dispose()));
}

/** How far a subscription to epochs has come: "nothing" yet, "served", or by what it ended. */
function subscribe(client: Client, after: string): () => string {
  let handshake: string | null = null;
  client.on('error', (error) => {
    handshake = /Unexpected server response: 503/.test((error as Error).message) ? '503 instead of a socket' : (error as Error).message;
  });
  const heard = listen<{ epochRecorded: unknown }>(client, print(EpochRecordedDocument), { after });
  return () => {
    const { messages, errors, closedWith } = heard;
    if (errors[0]) return errors[0].extensions.code;
    if (closedWith !== undefined) return handshake ?? String(closedWith);
    return messages.length > 0 ? 'served' : (handshake ?? 'nothing');
  };
}
