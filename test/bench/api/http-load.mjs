import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Asks questions over kept connections; an answer with errors, or another than 200, ends the measurement. */
export class Asker {
  // shorter than the server keeps a connection, or a question could meet one that is just being closed
  #agent = new http.Agent({ keepAlive: true, maxSockets: 64, timeout: 3000 });

  constructor(url) {
    this.url = `${url}/graphql`;
  }

  ask(query, variables) {
    const body = JSON.stringify({ query, variables });
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    return new Promise((resolve, reject) => {
      const request = http.request(this.url, { method: 'POST', agent: this.#agent, headers }, (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          if (response.statusCode !== 200 || text.startsWith('{"errors"')) return reject(new Error(`${response.statusCode} ${text.slice(0, 300)}`));
          resolve(text);
        });
      });
      request.on('error', reject);
      request.end(body);
    });
  }

  close() {
    this.#agent.destroy();
  }
}

/** Sends `rate` questions a second on schedule, however long answers take; latencies in ms from the scheduled moment, so waiting in line counts. */
export async function openLoop(ask, { rate, seconds }) {
  const begin = performance.now();
  const latencies = [];
  const open = [];
  for (let k = 0; k < rate * seconds; k++) {
    const due = begin + (1000 * k) / rate;
    const wait = due - performance.now();
    if (wait > 0) await sleep(wait);
    open.push(ask().then(() => latencies.push(performance.now() - due)));
  }
  await Promise.all(open);
  return latencies;
}

/** As many answers as `at` askers get one after the other within the seconds; gives answers a second. */
export async function closedLoop(ask, { at, seconds }) {
  const begin = performance.now();
  const end = begin + 1000 * seconds;
  let count = 0;
  const work = async () => {
    while (performance.now() < end) {
      await ask();
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: at }, work));
  return (1000 * count) / (performance.now() - begin);
}

/** Latencies one after the other, in ms. */
export async function inTurn(ask, count) {
  const latencies = [];
  for (let k = 0; k < count; k++) {
    const begin = performance.now();
    await ask();
    latencies.push(performance.now() - begin);
  }
  return latencies;
}

export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
export const median = (values) => percentile(values, 0.5);
export const summary = (values) => [0.5, 0.95, 0.99].map((share) => `p${100 * share} ${percentile(values, share).toFixed(1)}`).join(', ');
