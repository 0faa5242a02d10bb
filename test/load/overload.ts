import { print } from 'graphql';
import { EpochRecordedDocument } from '../../web/runs/run-documents.ts';
import { bearer } from '../server/callers.ts';
import { connectSocket, listen } from '../server/socket-client.ts';
import { until } from '../until.ts';
import { type Answer, ask } from './ask.ts';
import type { LoadPlan } from './load-plan.ts';

/** Enough work that questions meet. */
const QUESTION = '{ runs(first: 100, orderBy: { key: METRIC, metric: { name: NC1 } }) { totalCount nodes { id name study { name } value(metric: NC1) { value } } } }';
/** What closes a socket that is one too many: too many of one person, or in all. */
const REFUSED_SOCKET = new Set([4429, 1013]);

export interface Overloaded {
  lines: string[];
  /** what was neither answered nor refused as it should be */
  failures: string[];
}

/** Asks for more than the server bears: what it does not answer it must refuse with the status and the code that clients go by, and then go on. */
export async function overload(url: string, secrets: readonly string[], { beyond }: LoadPlan): Promise<Overloaded> {
  const found: Overloaded = { lines: [], failures: [] };
  const of = (k: number) => bearer(secrets[k % secrets.length]!);
  await burst(found, `${beyond.ofOneToken} questions of one token at once`, beyond.ofOneToken, () => ask(url, QUESTION, {}, of(0)), { status: 429, code: 'RATE_LIMITED' });
  await burst(found, `${beyond.inAll} questions at once`, beyond.inAll, (k) => ask(url, QUESTION, {}, of(k)), { status: 503, code: 'UNAVAILABLE' });
  if (beyond.subscribers > 0) await tooManySubscribers(found, url, Array.from({ length: beyond.subscribers }, (_, k) => secrets[k % secrets.length]!));
  const after = await ask(url, '{ runs(first: 1) { totalCount } }', {}, of(0));
  if (after.status !== 200 || after.codes.length > 0) found.failures.push(`afterwards: status ${after.status} ${after.codes.join(' ')}`);
  return found;
}

interface Refusal {
  status: number;
  code: string;
}

async function burst({ lines, failures }: Overloaded, what: string, count: number, send: (k: number) => Promise<Answer>, refusal: Refusal): Promise<void> {
  const sent = await Promise.allSettled(Array.from({ length: count }, (_, k) => send(k)));
  const answers = sent.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const answered = answers.filter(({ status, codes }) => status === 200 && codes.length === 0);
  const refused = answers.filter(({ status, codes, retryAfter }) => status === refusal.status && codes.every((code) => code === refusal.code) && Number(retryAfter) > 0);
  const other = count - answered.length - refused.length;
  lines.push(`| ${what} | ${answered.length} | ${refused.length} with ${refusal.status} ${refusal.code} | ${other} |`);
  if (answered.length === 0) failures.push(`${what}: none was answered`);
  const odd = answers.find((answer) => !answered.includes(answer) && !refused.includes(answer));
  const broken = sent.find((each) => each.status === 'rejected');
  if (other > 0) failures.push(`${what}: ${other} ended otherwise, such as ${odd ? `status ${odd.status} ${odd.codes.join(' ')}` : broken?.reason}`);
}

async function tooManySubscribers({ lines, failures }: Overloaded, url: string, secrets: readonly string[]): Promise<void> {
  const count = secrets.length;
  const clients = secrets.map((secret) => connectSocket(url, secret));
  const heard = clients.map((client) => listen<{ epochRecorded: unknown }>(client, print(EpochRecordedDocument), { after: '0' }));
  await until('all to be let in or refused', async () => heard.every(({ messages, errors, closedWith }) => messages.length > 0 || errors.length > 0 || closedWith !== undefined)).catch(() => {});
  const isRefused = ({ errors, closedWith }: (typeof heard)[number]) => REFUSED_SOCKET.has(closedWith ?? 0) || errors.some(({ extensions }) => extensions.code === 'TOO_MANY_SUBSCRIPTIONS');
  const refused = heard.filter(isRefused).length;
  const served = heard.filter((each) => each.messages.length > 0 && !isRefused(each)).length;
  lines.push(`| ${count} subscribers | ${served} | ${refused} with 4429, 1013 or TOO_MANY_SUBSCRIPTIONS | ${count - served - refused} |`);
  if (served === 0 || refused === 0 || served + refused < count) failures.push(`${count} subscribers: ${served} served, ${refused} refused, ${count - served - refused} ended otherwise`);
  await Promise.all(clients.map((client) => client.dispose()));
}
