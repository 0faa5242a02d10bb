import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { type Answer, toAnswer } from './ask.ts';

/** A question of which the server has all but the text: it has let the question in, or refused it. */
export interface Held {
  /** rejects where the connection breaks */
  answer: Promise<Answer>;
  isAnswered: boolean;
  /** Sends the text, unless the answer is there already. */
  release: () => void;
}

/** Begins a question and holds back its text, so that it keeps its place among those answered at the same time for as long as is needed. */
export function hold(url: string, query: string, headers: Record<string, string>): Held {
  const body = JSON.stringify({ query });
  const sent = request(`${url}/graphql`, { method: 'POST', agent: false, headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers } });
  const answer = new Promise<IncomingMessage>((resolve, reject) => sent.once('response', resolve).once('error', reject)).then(async (response) => {
    held.isAnswered = true;
    return toAnswer(response.statusCode!, response.headers['retry-after'] ?? null, await text(response));
  });
  const held: Held = { answer, isAnswered: false, release: () => void (held.isAnswered ? sent.destroy() : sent.end(body)) };
  answer.catch(() => {}); // whoever waits for it hears of it
  sent.on('error', () => {}).flushHeaders();
  return held;
}
