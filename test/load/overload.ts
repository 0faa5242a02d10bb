import { LIMITS } from '../../server/access/limits.ts';
import { bearer } from '../server/callers.ts';
import { until } from '../until.ts';
import { type Answer, ask } from './ask.ts';
import { hold } from './hold.ts';
import type { LoadPlan } from './load-plan.ts';
import type { Overloaded } from './overloaded.ts';
import { tooManySockets } from './too-many-sockets.ts';

const QUESTION = '{ runs(first: 10) { nodes { id name } } }';

/** Refusals that clients go by: each says after how long to come again. */
type Refusal = '429 RATE_LIMITED' | '503 UNAVAILABLE';
const REFUSALS: ReadonlySet<string> = new Set<Refusal>(['429 RATE_LIMITED', '503 UNAVAILABLE']);

export interface Overloading {
  url: string;
  /** of people with nothing open */
  secrets: readonly string[];
  /** a cursor with a recorded epoch behind it */
  after: string;
}

/** Asks for more than the server allows at once: what it does not answer it must refuse with the status and the code that clients go by, and then go on. */
export async function overload({ url, secrets, after }: Overloading, { beyond }: LoadPlan): Promise<Overloaded> {
  const found: Overloaded = { lines: [], failures: [] };
  const [alone, ...others] = secrets;
  await burst(found, { what: `${beyond.ofOneToken} questions of one token at once`, url, secrets: repeated([alone!], beyond.ofOneToken), room: LIMITS.runningPerToken, by: '429 RATE_LIMITED' });
  await burst(found, { what: `${beyond.inAll} questions of many tokens at once`, url, secrets: repeated(others, beyond.inAll), room: LIMITS.running, by: '503 UNAVAILABLE' });
  await tooManySockets(found, { url, after, alone: alone!, others: repeated(others, beyond.subscribers) });
  const last = await ask(url, '{ runs(first: 1) { totalCount } }', {}, bearer(alone!));
  if (last.status !== 200 || last.codes.length > 0) found.failures.push(`afterwards: status ${last.status} ${last.codes.join(' ')}`);
  return found;
}

const repeated = (secrets: readonly string[], count: number): string[] => Array.from({ length: count }, (_, k) => secrets[k % secrets.length]!);

interface Burst {
  what: string;
  url: string;
  /** of who asks each question */
  secrets: string[];
  /** how many have a place at the same time */
  room: number;
  by: Refusal;
}

/** The texts of all questions are held back until each has a place or is refused: however fast the server is, they meet. */
async function burst({ lines, failures }: Overloaded, { what, url, secrets, room, by }: Burst): Promise<void> {
  const held = secrets.map((secret) => hold(url, QUESTION, bearer(secret)));
  await until('the surplus to be refused', async () => held.filter(({ isAnswered }) => isAnswered).length >= secrets.length - room, 20).catch(() => {});
  for (const each of held) each.release();
  const ends = await Promise.all(held.map(({ answer }) => answer.then(endOf, String)));
  const count = (wanted: (end: string) => boolean) => ends.filter(wanted).length;
  const [answered, refused, other] = [count((end) => end === 'answered'), count((end) => end === by), ends.filter((end) => end !== 'answered' && !REFUSALS.has(end))];
  lines.push(`| ${what} | ${answered} | ${refused} with ${by} | ${secrets.length - answered - refused} |`);
  if (answered === 0 || refused === 0) failures.push(`${what}: ${answered} answered, ${refused} refused with ${by}`);
  if (other.length > 0) failures.push(`${what}: ${other.length} ended otherwise, such as ${other[0]}`);
}

function endOf({ status, codes, retryAfter }: Answer): string {
  if (status === 200 && codes.length === 0) return 'answered';
  return `${status} ${[...new Set(codes)].join(' ')}${Number(retryAfter) > 0 ? '' : ' without Retry-After'}`;
}
